package io.servelab.perf;

/** Logarithms for distances between table coordinates. */
final class Logs {

  private static final double FLOOR = 1e-12;
  private static final double LN2 = Math.log(2);

  private Logs() {}

  /** Base-2 logarithm of a coordinate, floored so that zero has a place. */
  static double log2(double value) {
    return Math.log(Math.max(value, FLOOR)) / LN2;
  }
}
