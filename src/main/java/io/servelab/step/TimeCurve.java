package io.servelab.step;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * A time over one whole number, linear between nodes {@code ms[i] = time(axis.value(i))}. Nodes are
 * computed when first needed; two threads that need one at once compute the same value.
 */
final class TimeCurve {

  private final OctaveAxis axis;
  private final LongToDoubleFunction time;
  private final double[] ms;

  TimeCurve(OctaveAxis axis, LongToDoubleFunction time) {
    this.axis = axis;
    this.time = time;
    this.ms = new double[axis.size()];
    Arrays.fill(ms, Double.NaN);
  }

  double at(long value) {
    int low = axis.index(value);
    double below = node(low);
    long from = axis.value(low);
    if (from == value) {
      return below;
    }
    double weight = (double) (value - from) / (axis.value(low + 1) - from);
    return below + weight * (node(low + 1) - below);
  }

  private double node(int index) {
    double known = ms[index];
    if (Double.isNaN(known)) {
      known = time.applyAsDouble(Math.max(1, axis.value(index)));
      ms[index] = known;
    }
    return known;
  }
}
