package io.servelab.perf;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Collects the points of one slice; the first point of a coordinate wins. */
public final class GridBuilder {

  private final int depth;
  private double[] coordinates;
  private double[] latenciesMs = new double[64];
  private double[] powersW = new double[64];
  private int size;

  /**
   * Starts an empty slice.
   *
   * @param depth number of axes, at least 1
   */
  public GridBuilder(int depth) {
    this.depth = depth;
    this.coordinates = new double[64 * depth];
  }

  /**
   * Adds a point.
   *
   * @param latencyMs time, milliseconds
   * @param powerW mean power, watts; 0 where none was measured
   * @param point one value for each axis, in axis order
   */
  public void add(double latencyMs, double powerW, double... point) {
    if (size == latenciesMs.length) {
      latenciesMs = Arrays.copyOf(latenciesMs, 2 * size);
      powersW = Arrays.copyOf(powersW, 2 * size);
      coordinates = Arrays.copyOf(coordinates, 2 * size * depth);
    }
    System.arraycopy(point, 0, coordinates, size * depth, depth);
    latenciesMs[size] = latencyMs;
    powersW[size] = powerW;
    size++;
  }

  /** Whether no point was added. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Builds the tree; requires at least one point. */
  public Grid build() {
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(this::compare)
            .mapToInt(Integer::intValue)
            .toArray();
    return build(order, 0, size, 0);
  }

  private int compare(int left, int right) {
    for (int axis = 0; axis < depth; axis++) {
      int sign = Double.compare(key(left, axis), key(right, axis));
      if (sign != 0) {
        return sign;
      }
    }
    return Integer.compare(left, right);
  }

  private double key(int point, int axis) {
    return coordinates[point * depth + axis];
  }

  private Grid build(int[] order, int from, int to, int axis) {
    int[] starts = starts(order, from, to, axis);
    double[] keys = new double[starts.length];
    Arrays.setAll(keys, index -> key(order[starts[index]], axis));
    if (axis == depth - 1) {
      return leaves(order, starts, keys);
    }
    Grid[] branches = new Grid[starts.length];
    for (int index = 0; index < starts.length; index++) {
      int end = index + 1 < starts.length ? starts[index + 1] : to;
      branches[index] = build(order, starts[index], end, axis + 1);
    }
    return Grid.branch(keys, branches);
  }

  /** Positions in the sorted order where a new key of the axis begins. */
  private int[] starts(int[] order, int from, int to, int axis) {
    return IntStream.range(from, to)
        .filter(at -> at == from || key(order[at], axis) != key(order[at - 1], axis))
        .toArray();
  }

  private Grid leaves(int[] order, int[] starts, double[] keys) {
    double[] latencies = new double[starts.length];
    double[] powers = new double[starts.length];
    boolean measuredPower = false;
    for (int index = 0; index < starts.length; index++) {
      int point = order[starts[index]];
      latencies[index] = latenciesMs[point];
      powers[index] = powersW[point];
      measuredPower |= powers[index] != 0;
    }
    return Grid.leaves(keys, latencies, measuredPower ? powers : new double[0]);
  }
}
