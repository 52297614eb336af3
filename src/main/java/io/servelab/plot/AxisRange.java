package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.DoubleStream;

/**
 * The part of an axis that a figure shows.
 *
 * @param low the lower end, in data units
 * @param high the upper end, in data units; greater than the lower end
 * @param logarithmic whether the axis is logarithmic; then both ends are positive
 */
record AxisRange(double low, double high, boolean logarithmic) {

  private static final double MARGIN = 0.05;

  /**
   * The range that shows all values with some room; a linear one that is near zero starts there.
   */
  static AxisRange around(DoubleStream values, boolean logarithmic) {
    double[] shown =
        values
            .filter(value -> Double.isFinite(value) && (!logarithmic || value > 0))
            .map(value -> logarithmic ? Math.log10(value) : value)
            .toArray();
    double low = DoubleStream.of(shown).min().orElse(0);
    double high = DoubleStream.of(shown).max().orElse(1);
    if (!logarithmic && low >= 0 && low < 0.5 * high) {
      low = 0;
    }
    double span = high > low ? high - low : Math.max(1, Math.abs(high)) * 0.2;
    double bottom = !logarithmic && low == 0 ? 0 : low - MARGIN * span;
    double top = high + MARGIN * span;
    return logarithmic
        ? new AxisRange(Math.pow(10, bottom), Math.pow(10, top), true)
        : new AxisRange(bottom, top, false);
  }

  /** Where a value lies between the ends: 0 at the lower one, 1 at the upper one. */
  double fraction(double value) {
    double from = scaled(low);
    return (scaled(value) - from) / (scaled(high) - from);
  }

  /** The value at a share of the way from the lower end to the upper one. */
  double at(double share) {
    double scaled = scaled(low) + share * (scaled(high) - scaled(low));
    return logarithmic ? Math.pow(10, scaled) : scaled;
  }

  /** The value as plotly.js wants it for ranges, shapes and annotations of this axis. */
  double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** The ends as plotly.js wants them. */
  ArrayNode json() {
    return JsonNodeFactory.instance.arrayNode().add(scaled(low)).add(scaled(high));
  }
}
