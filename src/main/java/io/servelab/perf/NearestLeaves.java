package io.servelab.perf;

import io.servelab.error.NoDataException;

/**
 * Holds the measured share of the roofline beyond a grid with several axes.
 *
 * <p>The four leaves nearest in log space vote with weights that fall to zero at the distance of
 * the fifth, so the answer does not depend on the order of leaves.
 */
final class NearestLeaves {

  private static final int VOTERS = 4;
  private static final double EPSILON = 1e-12;

  private final Grid grid;
  private final Roofline roofline;

  private NearestLeaves(Grid grid, Roofline roofline) {
    this.grid = grid;
    this.roofline = roofline;
  }

  static NearestLeaves of(Grid grid, Roofline roofline) {
    return new NearestLeaves(grid, roofline);
  }

  Reading hold(double[] query) {
    double here = roofline.ms(query);
    Hits hits = new Hits(query);
    search(grid, 0, 0, hits);
    if (hits.size == 0 || !GridInterpolator.positive(here)) {
      throw NoDataException.measurement("No measured point can anchor a query beyond the table.");
    }
    double radius = hits.size > VOTERS ? Math.sqrt(hits.squares[VOTERS]) : Double.POSITIVE_INFINITY;
    int voters = Math.min(VOTERS, hits.size);
    double[] weights = new double[voters];
    double total = 0;
    for (int voter = 0; voter < voters; voter++) {
      weights[voter] = weight(Math.sqrt(hits.squares[voter]), radius);
      total += weights[voter];
    }
    double share = 0;
    double powerW = 0;
    for (int voter = 0; voter < voters; voter++) {
      double weight = total > 0 ? weights[voter] / total : 1.0 / voters;
      share += weight * hits.shares[voter];
      powerW += weight * hits.powersW[voter];
    }
    return new Reading(here / share, powerW, Evidence.EXTRAPOLATED);
  }

  private static double weight(double distance, double radius) {
    if (Double.isInfinite(radius)) {
      return 1 / (distance * distance + EPSILON);
    }
    double weight = Math.max(radius - distance, 0) / (radius * distance + EPSILON);
    return weight * weight;
  }

  /** Visits keys outwards from the query and leaves an axis once it alone is too far away. */
  private void search(Grid node, int axis, double square, Hits hits) {
    double wanted = hits.logs[axis];
    int found = node.find(hits.query[axis]);
    int up = found >= 0 ? found : -found - 1;
    int down = up - 1;
    while (down >= 0 || up < node.keys.length) {
      double below = down >= 0 ? square(wanted - node.logKeys[down]) : Double.POSITIVE_INFINITY;
      double above =
          up < node.keys.length ? square(wanted - node.logKeys[up]) : Double.POSITIVE_INFINITY;
      int index = below <= above ? down-- : up++;
      double reached = square + Math.min(below, above);
      if (reached > hits.farthest()) {
        return;
      }
      hits.point[axis] = node.keys[index];
      if (node.depth() > 1) {
        search(node.branches[index], axis + 1, reached, hits);
      } else {
        offer(node, index, reached, hits);
      }
    }
  }

  private void offer(Grid node, int index, double square, Hits hits) {
    double latencyMs = node.latenciesMs[index];
    double bound = roofline.ms(hits.point);
    if (GridInterpolator.positive(latencyMs) && GridInterpolator.positive(bound)) {
      hits.insert(square, bound / latencyMs, node.powerW(index));
    }
  }

  private static double square(double value) {
    return value * value;
  }

  /** The nearest valid leaves so far, in order of distance. */
  private static final class Hits {
    private final double[] query;
    private final double[] logs;
    private final double[] point;
    private final double[] squares = new double[VOTERS + 1];
    private final double[] shares = new double[VOTERS + 1];
    private final double[] powersW = new double[VOTERS + 1];
    private int size;

    Hits(double[] query) {
      this.query = query;
      this.point = new double[query.length];
      this.logs = new double[query.length];
      for (int axis = 0; axis < query.length; axis++) {
        logs[axis] = Logs.log2(query[axis]);
      }
    }

    double farthest() {
      return size > VOTERS ? squares[VOTERS] : Double.POSITIVE_INFINITY;
    }

    void insert(double square, double share, double powerW) {
      int at = Math.min(size, VOTERS);
      if (size > VOTERS && square >= squares[VOTERS]) {
        return;
      }
      while (at > 0 && squares[at - 1] > square) {
        squares[at] = squares[at - 1];
        shares[at] = shares[at - 1];
        powersW[at] = powersW[at - 1];
        at--;
      }
      squares[at] = square;
      shares[at] = share;
      powersW[at] = powerW;
      size = Math.min(size + 1, VOTERS + 1);
    }
  }
}
