package io.servelab.step;

import java.util.Arrays;

/**
 * A time over two whole numbers, bilinear between nodes {@code ms[i * columns + j] =
 * time(rows.value(i), columns.value(j))}. Nodes are computed when first needed; two threads that
 * need one at once compute the same value.
 */
final class TimeSurface {

  private final OctaveAxis rows;
  private final OctaveAxis columns;
  private final int width;
  private final Time time;
  private final double[] ms;

  /** A time at one node. */
  @FunctionalInterface
  interface Time {
    double ms(long row, long column);
  }

  TimeSurface(OctaveAxis rows, OctaveAxis columns, Time time) {
    this.rows = rows;
    this.columns = columns;
    this.width = columns.size();
    this.time = time;
    this.ms = new double[rows.size() * width];
    Arrays.fill(ms, Double.NaN);
  }

  double at(long row, double column) {
    int low = rows.index(row);
    double below = inRow(low, column);
    long from = rows.value(low);
    if (from == row) {
      return below;
    }
    double weight = (double) (row - from) / (rows.value(low + 1) - from);
    return below + weight * (inRow(low + 1, column) - below);
  }

  private double inRow(int row, double column) {
    int low = columns.index((long) column);
    double below = node(row, low);
    long from = columns.value(low);
    if (from == column) {
      return below;
    }
    double weight = (column - from) / (columns.value(low + 1) - from);
    return below + weight * (node(row, low + 1) - below);
  }

  private double node(int row, int column) {
    int index = row * width + column;
    double known = ms[index];
    if (Double.isNaN(known)) {
      known = time.ms(Math.max(1, rows.value(row)), columns.value(column));
      ms[index] = known;
    }
    return known;
  }
}
