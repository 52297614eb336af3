package io.servelab.plot.paint;

/**
 * The smallest span of one axis that shows everything, in axis coordinates; grows as it is told.
 */
final class Extent {

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private boolean tight;
  private double ground = Double.NaN;

  /** Includes a coordinate, unless it is not finite. */
  void include(double coordinate) {
    if (Double.isFinite(coordinate)) {
      low = Math.min(low, coordinate);
      high = Math.max(high, coordinate);
    }
  }

  /** Says that nothing is drawn beyond the ends, so that no room is needed there. */
  void fitTightly() {
    tight = true;
  }

  /** Includes a coordinate that everything grows from, so that no room is needed beyond it. */
  void growFrom(double coordinate) {
    include(coordinate);
    ground = coordinate;
  }

  double low() {
    if (low > high) {
      return 0;
    }
    return low == ground ? low : low - room();
  }

  double high() {
    if (low > high) {
      return 1;
    }
    return high == ground ? high : high + room();
  }

  private double room() {
    if (high == low) {
      return low == 0 ? 1 : Math.abs(low) * 0.1;
    }
    return tight ? 0 : (high - low) * 0.06;
  }
}
