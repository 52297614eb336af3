package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * From data to axis coordinates.
 *
 * @param kind how
 * @param categories the names along a category axis, in order; otherwise empty
 * @param low the coordinate at the start of the axis
 * @param high the coordinate at its end
 */
record AxisScale(AxisKind kind, List<String> categories, double low, double high) {

  AxisScale {
    categories = List.copyOf(categories);
  }

  AxisScale spanning(double newLow, double newHigh) {
    return new AxisScale(kind, categories, newLow, newHigh);
  }

  /** The coordinate of a value of a trace; NaN if it has none. */
  double coordinate(JsonNode value) {
    if (kind == AxisKind.CATEGORY) {
      int index = categories.indexOf(value.asText());
      return index < 0 ? Double.NaN : index;
    }
    return value.isNumber() ? ofNumber(value.doubleValue()) : Double.NaN;
  }

  /** The coordinate of a number, which for a category is its serial number. */
  double ofNumber(double value) {
    if (kind != AxisKind.LOG) {
      return value;
    }
    return value > 0 ? Math.log10(value) : Double.NaN;
  }

  /** The number at a coordinate. */
  double number(double coordinate) {
    return kind == AxisKind.LOG ? Math.pow(10, coordinate) : coordinate;
  }

  /** Where a coordinate lies: 0 at the start of the axis, 1 at its end. */
  double fraction(double coordinate) {
    return (coordinate - low) / (high - low);
  }
}
