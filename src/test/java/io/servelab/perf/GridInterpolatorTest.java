package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import org.junit.jupiter.api.Test;

/** Golden numbers: section 10.1 of the modelling specification, rows 3, 4 and 11. */
class GridInterpolatorTest {

  private static final Roofline CONSTANT = point -> 1;
  private static final Roofline PROPORTIONAL = point -> point[0];
  private static final double EXACT = 1e-12;

  @Test
  void measuredPointIsReturnedAsItIs() {
    Reading reading = GridInterpolator.linear(curve(), CONSTANT).read(1024);
    assertEquals(1.0, reading.latencyMs());
    assertEquals(Evidence.MEASURED, reading.evidence());
  }

  @Test
  void curveIsLinearBetweenPointsAndEnergyFollowsFromPower() {
    Reading reading = GridInterpolator.linear(curve(), CONSTANT).read(1536);
    assertEquals(2.0, reading.latencyMs(), EXACT);
    assertEquals(150, reading.powerW(), EXACT);
    assertEquals(300, reading.energyWms(), EXACT);
    assertEquals(Evidence.INTERPOLATED, reading.evidence());
  }

  @Test
  void squareRootAxisBlendsRoots() {
    GridBuilder builder = new GridBuilder(3);
    builder.add(1.0, 100, 16, 1024, 2);
    builder.add(3.0, 200, 16, 2048, 2);
    Reading reading = GridInterpolator.squareRootOn(1, builder.build(), CONSTANT).read(16, 1536, 2);
    double share = 5.0 / 9;
    assertEquals(1.0366807798802438, reading.latencyMs() * share, EXACT);
    assertEquals(155.50211698203657, reading.energyWms() * share, 1e-10);
  }

  @Test
  void curveBeyondItsEndHoldsTheShareOfTheRoofline() {
    Reading above = GridInterpolator.linear(curve(), PROPORTIONAL).read(4096);
    assertEquals(6.0, above.latencyMs(), EXACT);
    assertEquals(Evidence.EXTRAPOLATED, above.evidence());
    assertEquals(0.5, GridInterpolator.linear(curve(), PROPORTIONAL).read(512).latencyMs(), EXACT);
  }

  @Test
  void leafOutsideTheSupportRadiusHasNoWeight() {
    GridBuilder builder = new GridBuilder(3);
    builder.add(1.0, 0, 64, 32, 2);
    builder.add(2.0, 0, 128, 32, 2);
    builder.add(2.0, 0, 32, 32, 2);
    builder.add(2.0, 0, 64, 64, 2);
    builder.add(2.0, 0, 64, 16, 2);
    builder.add(2.0, 0, 64, 32, 4);
    Reading nearest = GridInterpolator.linear(builder.build(), CONSTANT).read(64, 32, 1);
    assertEquals(1.0, nearest.latencyMs(), EXACT);
    assertEquals(Evidence.EXTRAPOLATED, nearest.evidence());
  }

  @Test
  void oneReachingBranchIsCarriedOverByTheRoofline() {
    GridBuilder builder = new GridBuilder(2);
    builder.add(1.0, 0, 1, 10);
    builder.add(2.0, 0, 1, 20);
    builder.add(4.0, 0, 2, 20);
    Roofline product = point -> point[0] * point[1];
    double latencyMs = GridInterpolator.linear(builder.build(), product).read(1.5, 15).latencyMs();
    assertEquals(1.5 * 1.5, latencyMs, EXACT);
  }

  @Test
  void queryWithoutPositiveRooflineIsRefused() {
    GridInterpolator reader = GridInterpolator.linear(curve(), point -> 0);
    assertThrows(NoDataException.class, () -> reader.read(10_000));
  }

  private static Grid curve() {
    GridBuilder builder = new GridBuilder(1);
    builder.add(1.0, 100, 1024);
    builder.add(3.0, 200, 2048);
    return builder.build();
  }
}
