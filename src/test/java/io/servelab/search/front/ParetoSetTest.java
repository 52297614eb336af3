package io.servelab.search.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ParetoSetTest {

  private record Point(double x, double y, double z) {}

  private static final List<ToDoubleFunction<? super Point>> PLANE = List.of(Point::x, Point::y);
  private static final List<ToDoubleFunction<? super Point>> SPACE =
      List.of(Point::x, Point::y, Point::z);

  private static Point at(double x, double y) {
    return new Point(x, y, 0);
  }

  @Test
  void keepsWhatNothingBeats() {
    List<Point> points = List.of(at(1, 3), at(2, 2), at(3, 1), at(1, 1), at(2, 1));
    assertEquals(List.of(at(1, 3), at(2, 2), at(3, 1)), ParetoSet.of(points, PLANE).points());
  }

  @Test
  void equalPointsDoNotBeatEachOther() {
    assertEquals(2, ParetoSet.of(List.of(at(1, 1), at(1, 1)), PLANE).points().size());
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    List<Point> points = List.of(at(Double.NaN, 9), at(Double.POSITIVE_INFINITY, 9), at(1, 1));
    assertEquals(List.of(at(1, 1)), ParetoSet.of(points, PLANE).points());
  }

  @Test
  void kneeIsWhereBothObjectivesAreNearTheirBest() {
    List<Point> points = List.of(at(0, 10), at(8, 8), at(10, 0));
    assertEquals(Optional.of(at(8, 8)), ParetoSet.of(points, PLANE).knee());
    assertEquals(Optional.empty(), ParetoSet.of(List.<Point>of(), PLANE).knee());
  }

  @Test
  void hypervolumeOfStairs() {
    // Columns of width 1 and heights 3, 2, 1.
    List<Point> stairs = List.of(at(1, 3), at(2, 2), at(3, 1));
    assertEquals(6, ParetoSet.of(stairs, PLANE).hypervolume(0, 0), 1e-12);
  }

  @Test
  void hypervolumeOfTwoBoxes() {
    // 2 x 1 x 1 and 1 x 2 x 1 share 1 x 1 x 1.
    List<Point> boxes = List.of(new Point(2, 1, 1), new Point(1, 2, 1));
    assertEquals(3, ParetoSet.of(boxes, SPACE).hypervolume(0, 0, 0), 1e-12);
  }

  @Test
  void hypervolumeNeedsAReferenceOfEachObjective() {
    assertThrows(
        InvalidValueException.class, () -> ParetoSet.of(List.of(at(1, 1)), PLANE).hypervolume(0));
  }

  @Test
  void distanceIsRelativeToTheRangeOfTheFront() {
    ParetoSet<Point> front = ParetoSet.of(List.of(at(0, 10), at(10, 0)), PLANE);
    assertEquals(0, front.distance(at(10, 0)));
    assertEquals(0, front.distance(at(11, 1)));
    assertEquals(0.5, front.distance(at(5, 0)), 1e-12);
  }

  @Test
  void namesThePointThatDominates() {
    ParetoSet<Point> front = ParetoSet.of(List.of(at(0, 10), at(10, 0)), PLANE);
    assertEquals(Optional.of(at(10, 0)), front.dominating(at(9, 0)));
    assertEquals(Optional.empty(), front.dominating(at(5, 5)));
  }

  @Test
  void needsAnObjective() {
    assertThrows(InvalidValueException.class, () -> ParetoSet.of(List.of(at(1, 1)), List.of()));
  }

  @Provide
  Arbitrary<List<Point>> clouds() {
    // Few distinct values, so that ties and duplicates are common.
    Arbitrary<Double> value = Arbitraries.integers().between(0, 6).map(Integer::doubleValue);
    return value
        .list()
        .ofSize(3)
        .map(xyz -> new Point(xyz.get(0), xyz.get(1), xyz.get(2)))
        .list()
        .ofMaxSize(40);
  }

  @Property
  void membersDoNotDominateEachOther(@ForAll("clouds") List<Point> points) {
    List<Point> members = ParetoSet.of(points, SPACE).points();
    for (Point one : members) {
      for (Point other : members) {
        assertFalse(dominates(one, other));
      }
    }
  }

  @Property
  void everyOtherPointIsDominatedByAMember(@ForAll("clouds") List<Point> points) {
    ParetoSet<Point> front = ParetoSet.of(points, SPACE);
    for (Point point : points) {
      boolean member = front.points().contains(point);
      assertEquals(!member, front.dominating(point).isPresent());
      assertTrue(member || dominates(front.dominating(point).orElseThrow(), point));
    }
  }

  @Property
  void orderOfThePointsDoesNotMatter(@ForAll("clouds") List<Point> points, @ForAll long seed) {
    List<Point> shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(ParetoSet.of(points, SPACE).points(), ParetoSet.of(shuffled, SPACE).points());
  }

  @Property
  void dominatedPointsAddNoVolume(@ForAll("clouds") List<Point> points) {
    ParetoSet<Point> front = ParetoSet.of(points, SPACE);
    List<Point> more = new ArrayList<>(points);
    front.points().forEach(member -> more.add(new Point(member.x - 1, member.y, member.z)));
    assertEquals(
        front.hypervolume(-1, -1, -1), ParetoSet.of(more, SPACE).hypervolume(-1, -1, -1), 1e-9);
  }

  /** Counting unit cubes is slow but cannot be wrong on whole coordinates. */
  @Property(tries = 200)
  void volumeCountsUnitCubes(@ForAll("clouds") List<Point> points) {
    int cubes = 0;
    for (int x = 0; x < 6; x++) {
      for (int y = 0; y < 6; y++) {
        for (int z = 0; z < 6; z++) {
          Point corner = new Point(x + 1, y + 1, z + 1);
          boolean inside =
              points.stream().anyMatch(p -> p.x >= corner.x && p.y >= corner.y && p.z >= corner.z);
          cubes += inside ? 1 : 0;
        }
      }
    }
    assertEquals(cubes, ParetoSet.of(points, SPACE).hypervolume(0, 0, 0), 1e-9);
  }

  private static boolean dominates(Point one, Point other) {
    return one.x >= other.x && one.y >= other.y && one.z >= other.z && !one.equals(other);
  }

  /** Scaled to their ranges of 10 and 100, the sums are 1, 1.1 and 1. */
  @Test
  void theKneeDoesNotDependOnUnits() {
    List<Point> points = List.of(at(10, 200), at(14, 170), at(20, 100));
    assertEquals(Optional.of(at(14, 170)), ParetoSet.of(points, PLANE).knee());
  }

  @Test
  void ofEqualKneesTheFirstIsTaken() {
    List<Point> points = List.of(at(2, 0), at(1, 1), at(0, 2));
    assertEquals(Optional.of(at(0, 2)), ParetoSet.of(points, PLANE).knee());
  }

  @Test
  void onlyWhatLiesAboveTheReferenceHasVolume() {
    List<Point> points = List.of(at(0, 3), at(2, 2), at(3, 1));
    assertEquals(1, ParetoSet.of(points, PLANE).hypervolume(1, 1), 1e-12);
    assertEquals(0, ParetoSet.of(points, PLANE).hypervolume(3, 3), 1e-12);
    assertEquals(
        2, ParetoSet.of(points, List.<ToDoubleFunction<? super Point>>of(Point::x)).hypervolume(1));
  }

  /** From (12, 90) to (20, 100): 0.8 and 0.1 of the ranges; to (10, 200): 0 and 1.1. */
  @Test
  void distancesAreSharesOfTheRanges() {
    ParetoSet<Point> front = ParetoSet.of(List.of(at(10, 200), at(20, 100)), PLANE);
    assertEquals(Math.hypot(0.8, 0.1), front.distance(at(12, 90)), 1e-12);
    assertEquals(Math.hypot(0.5, 0.5), front.distance(at(5, 150)), 1e-12);
    assertEquals("2 points in 2 objectives", front.toString());
  }
}
