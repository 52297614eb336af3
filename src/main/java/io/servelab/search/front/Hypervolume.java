package io.servelab.search.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Volume that points dominate above a reference point, exactly, by slicing along the last
 * objective.
 *
 * <p>Cost grows as the number of points to the power of objectives minus one: meant for fronts of a
 * few hundred points in two to four objectives.
 */
final class Hypervolume {

  private Hypervolume() {}

  static double of(List<double[]> points, double[] reference) {
    List<double[]> above = new ArrayList<>();
    for (double[] point : points) {
      boolean useful = true;
      for (int axis = 0; axis < reference.length; axis++) {
        useful &= point[axis] > reference[axis];
      }
      if (useful) {
        above.add(point);
      }
    }
    return volume(above, reference, reference.length);
  }

  private static double volume(List<double[]> points, double[] reference, int dimensions) {
    int last = dimensions - 1;
    if (dimensions == 1) {
      return points.stream().mapToDouble(point -> point[0] - reference[0]).max().orElse(0);
    }
    List<double[]> falling = new ArrayList<>(points);
    falling.sort((left, right) -> Double.compare(right[last], left[last]));
    double sum = 0;
    List<double[]> slice = new ArrayList<>();
    for (int index = 0; index < falling.size(); index++) {
      slice = front(slice, falling.get(index), last);
      double floor = index + 1 < falling.size() ? falling.get(index + 1)[last] : reference[last];
      double depth = falling.get(index)[last] - floor;
      if (depth > 0) {
        sum += depth * volume(slice, reference, last);
      }
    }
    return sum;
  }

  /** A front of the leading objectives with one more point. */
  private static List<double[]> front(List<double[]> front, double[] point, int dimensions) {
    double[] leading = Arrays.copyOf(point, dimensions);
    List<double[]> next = new ArrayList<>();
    for (double[] member : front) {
      double[] other = Arrays.copyOf(member, dimensions);
      if (Dominance.dominates(other, leading) || Arrays.equals(other, leading)) {
        return front;
      }
      if (!Dominance.dominates(leading, other)) {
        next.add(member);
      }
    }
    next.add(point);
    return next;
  }
}
