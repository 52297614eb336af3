package io.servelab.perf;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the measured point nearest to a query.
 *
 * <p>Coordinates are compared in log space, each axis scaled to the range of the points; the query
 * itself may lie outside. The first of equally near points wins.
 */
public final class NearestPoint {

  private static final double FLOOR = 1e-9;

  private final List<Point> points;
  private final double[] minima;
  private final double[] spans;

  private NearestPoint(List<Point> points, int axes) {
    this.points = List.copyOf(points);
    this.minima = new double[axes];
    this.spans = new double[axes];
    for (int axis = 0; axis < axes; axis++) {
      int current = axis;
      double low = points.stream().mapToDouble(p -> log(p.at(current))).min().orElse(0);
      double high = points.stream().mapToDouble(p -> log(p.at(current))).max().orElse(0);
      minima[axis] = low;
      spans[axis] = high > low ? high - low : 1;
    }
  }

  /** A measured point. */
  public static final class Point {
    private final double[] coordinates;
    private final double latencyMs;

    Point(double[] coordinates, double latencyMs) {
      this.coordinates = coordinates;
      this.latencyMs = latencyMs;
    }

    /** One value for each axis. */
    public double[] coordinates() {
      return coordinates.clone();
    }

    /** Time, milliseconds. */
    public double latencyMs() {
      return latencyMs;
    }

    private double at(int axis) {
      return coordinates[axis];
    }
  }

  /** Over all points of a grid. */
  public static NearestPoint of(Grid grid) {
    List<Point> points = new ArrayList<>();
    grid.forEach((at, latencyMs, powerW) -> points.add(new Point(at.clone(), latencyMs)));
    return new NearestPoint(points, grid.depth());
  }

  /** Over shapes that carry no time, such as the categorical shapes of a table. */
  public static NearestPoint ofShapes(List<double[]> shapes) {
    List<Point> points = shapes.stream().map(shape -> new Point(shape.clone(), 0)).toList();
    return new NearestPoint(points, shapes.get(0).length);
  }

  /** The nearest point. */
  public Point of(double... query) {
    return points.get(indexOf(query));
  }

  /** Index of the nearest point, in the order the points were given. */
  public int indexOf(double... query) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int index = 0; index < points.size(); index++) {
      double square = 0;
      for (int axis = 0; axis < minima.length; axis++) {
        double delta = (log(query[axis]) - log(points.get(index).at(axis))) / spans[axis];
        square += delta * delta;
      }
      if (square < least) {
        least = square;
        nearest = index;
      }
    }
    return nearest;
  }

  private static double log(double value) {
    return Math.log(Math.max(value, FLOOR));
  }
}
