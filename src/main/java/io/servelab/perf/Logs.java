package io.servelab.perf;

/** Logarithms for distances between table coordinates. */
final class Logs {

  private static final double FLOOR = 1e-12;
  private static final double LN2 = Math.log(2);

  private Logs() {}

  /**
   * Base-2 logarithm of a coordinate, floored so that zero has a place.
   *
   * <p>The exponent is split off first, so that shapes that differ by powers of two lie at exactly
   * equal distances.
   */
  static double log2(double value) {
    double floored = Math.max(value, FLOOR);
    int exponent = Math.getExponent(floored);
    return exponent + Math.log(floored / Math.scalb(1.0, exponent)) / LN2;
  }
}
