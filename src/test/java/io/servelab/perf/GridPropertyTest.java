package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GridPropertyTest {

  private record Point(double x, double y, double z, double latencyMs) {}

  private static final Roofline PRODUCT = at -> 1e-3 * (1 + at[0] * at[1] * at[2]);

  @Property(tries = 200)
  void interpolationReproducesItsNodes(@ForAll("points") List<Point> points) {
    Grid grid = grid(points);
    GridInterpolator reader = GridInterpolator.squareRootOn(1, grid, PRODUCT);
    grid.forEach(
        (at, latencyMs, powerW) ->
            assertEquals(latencyMs, reader.read(at.clone()).latencyMs(), 1e-12 * latencyMs));
  }

  @Property(tries = 200)
  void answersAreFiniteAndPositiveWhereverTheQueryLies(
      @ForAll("points") List<Point> points, @ForAll("points") List<Point> queries) {
    GridInterpolator reader = GridInterpolator.linear(grid(points), PRODUCT);
    for (Point query : queries) {
      double latencyMs = reader.read(query.x * 3, query.y * 0.5, query.z + 0.5).latencyMs();
      assertTrue(latencyMs > 0 && Double.isFinite(latencyMs), () -> query + " -> " + latencyMs);
    }
  }

  @Property(tries = 200)
  void firstOfEqualPointsWinsAndOrderOfOthersDoesNotMatter(@ForAll("points") List<Point> points) {
    GridBuilder twice = new GridBuilder(3);
    points.forEach(p -> twice.add(p.latencyMs, 0, p.x, p.y, p.z));
    points.forEach(p -> twice.add(p.latencyMs + 1, 0, p.x, p.y, p.z));
    Grid expected = grid(points);
    Grid actual = twice.build();
    assertEquals(expected.size(), actual.size());
    GridInterpolator reader = GridInterpolator.linear(actual, PRODUCT);
    expected.forEach(
        (at, latencyMs, powerW) -> assertEquals(latencyMs, reader.read(at.clone()).latencyMs()));
  }

  @Provide
  Arbitrary<List<Point>> points() {
    Arbitrary<Double> axis = Arbitraries.of(1.0, 2.0, 4.0, 8.0, 16.0, 100.0);
    return Combinators.combine(
            axis, axis, axis, Arbitraries.doubles().between(0.001, 50).ofScale(4))
        .as(Point::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static Grid grid(List<Point> points) {
    GridBuilder builder = new GridBuilder(3);
    points.forEach(p -> builder.add(p.latencyMs, 0, p.x, p.y, p.z));
    return builder.build();
  }
}
