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
