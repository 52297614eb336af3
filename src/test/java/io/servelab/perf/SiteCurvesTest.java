package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import org.junit.jupiter.api.Test;

class SiteCurvesTest {

  private static final Roofline PRODUCT = point -> 1e-9 * point[0] * point[1] * point[2];

  @Test
  void measuredShapeIsLinearInTokens() {
    SiteCurves.SiteReader reader = sites().at(1024, 1024, PRODUCT);
    assertEquals(1.5, reader.read(96).latencyMs(), 1e-12);
    assertEquals(Evidence.INTERPOLATED, reader.read(96).evidence());
  }

  @Test
  void measuredShapeBeyondItsSweepHoldsTheMedianShare() {
    SiteCurves.Builder builder = new SiteCurves.Builder();
    builder.add(64, 1024, 1024, 1.0, 0);
    builder.add(128, 1024, 1024, 4.0, 0);
    builder.add(256, 1024, 1024, 4.0, 0);
    SiteCurves.SiteReader reader = builder.build().at(1024, 1024, PRODUCT);
    double medianShare = PRODUCT.ms(256, 1024, 1024) / 4.0;
    assertEquals(PRODUCT.ms(512, 1024, 1024) / medianShare, reader.read(512).latencyMs(), 1e-12);
  }

  /** Row 10 of section 10.1: both sites are equally far; the one met first leads. */
  @Test
  void equallyNearShapesKeepTheOrderInWhichTheyWereMet() {
    SiteCurves.Builder builder = new SiteCurves.Builder();
    builder.add(64, 1536, 4096, PRODUCT.ms(64, 1536, 4096) / 0.5, 0);
    builder.add(64, 1024, 6144, PRODUCT.ms(64, 1024, 6144) / 0.25, 0);
    var nearest =
        SiteCurves.byDistance(builder.build().inOrder(), 1280, 5120, Double.POSITIVE_INFINITY);
    assertEquals(1536, nearest.get(0).curve().n());
    assertEquals(nearest.get(0).square(), nearest.get(1).square());
  }

  @Test
  void shapeBeyondOneFrontierIsAnsweredAndBeyondTwoRefused() {
    SiteCurves sites = sites();
    assertEquals(Evidence.INTERPOLATED, sites.at(65536, 1024, PRODUCT).read(64).evidence());
    assertThrows(NoDataException.class, () -> sites.at(65536, 65536, PRODUCT).read(64));
  }

  @Test
  void shapeInAHoleTooFarFromEveryNeighbourIsRefused() {
    SiteCurves.Builder builder = new SiteCurves.Builder();
    builder.add(64, 64, 64, 1, 0);
    builder.add(64, 65536, 65536, 1, 0);
    SiteCurves sites = builder.build();
    assertThrows(NoDataException.class, () -> sites.at(2048, 2048, PRODUCT).read(64));
  }

  private static SiteCurves sites() {
    SiteCurves.Builder builder = new SiteCurves.Builder();
    builder.add(64, 1024, 1024, 1.0, 0);
    builder.add(128, 1024, 1024, 2.0, 0);
    builder.add(64, 2048, 1024, 2.0, 0);
    builder.add(128, 2048, 1024, 4.0, 0);
    return builder.build();
  }
}
