package io.servelab.perf;

import io.servelab.error.NoDataException;

/**
 * Reads a {@link Grid} at, between and beyond its points.
 *
 * <p>Inside, each axis is blended linearly between the bracketing keys, on one marked axis in
 * square-root space. Where one bracket's branch does not reach the point, the other is carried over
 * by the ratio of rooflines. Beyond, the measured share of the roofline is held: of the boundary
 * point on a single axis, of the nearest points in log space on several.
 *
 * <p>Source: the interpolation rules of aiconfigurator 0.12.0.
 */
public final class GridInterpolator {

  private static final int NO_AXIS = -1;

  /** What became of a branch. */
  private enum Outcome {
    FOUND,
    OUT_OF_RANGE,
    MISS
  }

  private final Grid grid;
  private final int sqrtAxis;
  private final Roofline roofline;

  private GridInterpolator(Grid grid, int sqrtAxis, Roofline roofline) {
    this.grid = grid;
    this.sqrtAxis = sqrtAxis;
    this.roofline = roofline;
  }

  /** Blends every axis linearly. */
  public static GridInterpolator linear(Grid grid, Roofline roofline) {
    return new GridInterpolator(grid, NO_AXIS, roofline);
  }

  /** Blends one axis in square-root space, where quadratic work is straight. */
  public static GridInterpolator squareRootOn(int axis, Grid grid, Roofline roofline) {
    return new GridInterpolator(grid, axis, roofline);
  }

  /**
   * Reads one point.
   *
   * @param query one value for each axis, in axis order
   * @throws NoDataException if no point can anchor the query
   */
  public Reading read(double... query) {
    Cursor cursor = new Cursor(query);
    if (interior(grid, 0, cursor) == Outcome.FOUND) {
      return new Reading(
          cursor.latencyMs,
          cursor.powerW,
          cursor.exact ? Evidence.MEASURED : Evidence.INTERPOLATED);
    }
    return grid.depth() == 1 ? holdEdge(query[0]) : NearestLeaves.of(grid, roofline).hold(query);
  }

  private Outcome interior(Grid node, int axis, Cursor cursor) {
    double key = cursor.query[axis];
    int found = node.find(key);
    if (found >= 0) {
      return at(node, found, axis, cursor);
    }
    if (!node.covers(key)) {
      return Outcome.OUT_OF_RANGE;
    }
    cursor.exact = false;
    int high = -found - 1;
    int low = high - 1;
    Outcome below = at(node, low, axis, cursor);
    double latencyBelow = cursor.latencyMs;
    double powerBelow = cursor.powerW;
    Outcome above = at(node, high, axis, cursor);
    if (below == Outcome.FOUND && above == Outcome.FOUND) {
      double weight = (key - node.keys[low]) / (node.keys[high] - node.keys[low]);
      cursor.latencyMs = blend(axis, latencyBelow, cursor.latencyMs, weight);
      cursor.powerW = powerBelow + weight * (cursor.powerW - powerBelow);
      return Outcome.FOUND;
    }
    if (below == Outcome.FOUND) {
      cursor.latencyMs = carried(latencyBelow, cursor.query, axis, node.keys[low]);
      cursor.powerW = powerBelow;
      return Outcome.FOUND;
    }
    if (above == Outcome.FOUND) {
      cursor.latencyMs = carried(cursor.latencyMs, cursor.query, axis, node.keys[high]);
      return Outcome.FOUND;
    }
    return below == Outcome.OUT_OF_RANGE || above == Outcome.OUT_OF_RANGE
        ? Outcome.OUT_OF_RANGE
        : Outcome.MISS;
  }

  private Outcome at(Grid node, int index, int axis, Cursor cursor) {
    if (node.depth() > 1) {
      return interior(node.branches[index], axis + 1, cursor);
    }
    cursor.latencyMs = node.latenciesMs[index];
    cursor.powerW = node.powerW(index);
    return Outcome.FOUND;
  }

  private double blend(int axis, double low, double high, double weight) {
    if (axis != sqrtAxis) {
      return low + weight * (high - low);
    }
    double root = Math.sqrt(Math.max(low, 0));
    root += weight * (Math.sqrt(Math.max(high, 0)) - root);
    return root * root;
  }

  private double carried(double latencyMs, double[] query, int axis, double key) {
    double here = roofline.ms(query);
    double[] anchor = query.clone();
    anchor[axis] = key;
    double there = roofline.ms(anchor);
    return positive(here) && positive(there) ? latencyMs * here / there : latencyMs;
  }

  private Reading holdEdge(double key) {
    int edge = key > grid.keys[grid.keys.length - 1] ? grid.keys.length - 1 : 0;
    double here = roofline.ms(key);
    double there = roofline.ms(grid.keys[edge]);
    double latencyMs = grid.latenciesMs[edge];
    if (!positive(here) || !positive(there) || !positive(latencyMs)) {
      throw NoDataException.measurement(
          "No measured point can anchor " + key + " beyond " + grid.keys[edge] + ".");
    }
    return new Reading(here / (there / latencyMs), grid.powerW(edge), Evidence.EXTRAPOLATED);
  }

  static boolean positive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  /** The value found so far; one for each reading, so that recursion allocates nothing. */
  private static final class Cursor {
    private final double[] query;
    private double latencyMs;
    private double powerW;
    private boolean exact = true;

    Cursor(double[] query) {
      this.query = query;
    }
  }
}
