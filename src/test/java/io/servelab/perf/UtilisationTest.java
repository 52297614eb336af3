package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import org.junit.jupiter.api.Test;

/** Golden numbers: section 10.1 of the modelling specification, rows 7 to 9. */
class UtilisationTest {

  private static final double CLOSE = 1e-12;

  @Test
  void twoNearestSamplesVoteByInverseLogDistance() {
    double share = samples(8, 0.2, 9, 0.4, 16, 0.8).share(11);
    double near = 1 / Math.log(11.0 / 9);
    double far = 1 / Math.log(11.0 / 8);
    assertEquals((0.4 * near + 0.2 * far) / (near + far), share, CLOSE);
  }

  @Test
  void queryOnTheGridOfTwoAxesMeetsTheMiddle() {
    Utilisation.Builder builder = new Utilisation.Builder(2, point -> 1);
    builder.visit(new double[] {1, 1}, 1 / 0.2, 0);
    builder.visit(new double[] {100, 1}, 1 / 0.6, 0);
    builder.visit(new double[] {100, 100}, 1 / 1.0, 0);
    assertEquals(0.4, builder.build().share(10, 1), CLOSE);
  }

  /** Shapes of 1536 x 1024 and 1024 x 1536 around 1152 x 1152: squares differ in their last bit. */
  @Test
  void samplesThatTieUpToRoundingKeepTheirOrder() {
    assertEquals(0.2, second(1024, 1536, 0.2, 1536, 1024, 0.8), 0.05);
    assertEquals(0.8, second(1536, 1024, 0.8, 1024, 1536, 0.2), 0.05);
  }

  /** Share of the second voter, if the first one, at the query itself but for a hair, has 0.5. */
  private static double second(
      double n, double k, double share, double otherN, double otherK, double otherShare) {
    Utilisation.Builder builder = new Utilisation.Builder(2, point -> 1);
    builder.visit(new double[] {1024, 1024}, 1 / 0.5, 0);
    builder.visit(new double[] {n, k}, 1 / share, 0);
    builder.visit(new double[] {otherN, otherK}, 1 / otherShare, 0);
    builder.visit(new double[] {64, 64}, 1, 0);
    builder.visit(new double[] {65536, 65536}, 1, 0);
    double found = builder.build().share(1152, 1152);
    double near = 1 / Math.hypot(Math.log(1152.0 / 1024), Math.log(1152.0 / 1024));
    double far = 1 / Math.hypot(Math.log(1536.0 / 1152), Math.log(1152.0 / 1024));
    return (found * (near + far) - 0.5 * near) / far;
  }

  @Test
  void queryOutsideTheSamplesIsMovedToTheirBorder() {
    Utilisation samples = samples(8, 0.2, 16, 0.8);
    assertEquals(0.2, samples.share(1), CLOSE);
    assertEquals(0.8, samples.share(128), CLOSE);
  }

  @Test
  void timeIsTheRooflineOverTheScaledShare() {
    assertEquals(3 / (0.2 * 1.5), samples(8, 0.2).latencyMs(3, 1.5, 8), CLOSE);
  }

  @Test
  void noSamplesMeanNoEstimate() {
    Utilisation empty = new Utilisation.Builder(1, point -> 1).build();
    assertThrows(NoDataException.class, () -> empty.latencyMs(1, 1, 8));
  }

  private static Utilisation samples(double... positionsAndShares) {
    Utilisation.Builder builder = new Utilisation.Builder(1, point -> 1);
    for (int index = 0; index < positionsAndShares.length; index += 2) {
      builder.visit(new double[] {positionsAndShares[index]}, 1 / positionsAndShares[index + 1], 0);
    }
    return builder.build();
  }
}
