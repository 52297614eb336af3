package io.servelab.engine;

/** Floor division of doubles by exact remainder, where rounding the quotient could gain one. */
final class FloorDivision {

  private FloorDivision() {}

  /** Largest whole number of times that {@code divisor} fits into {@code value}; both positive. */
  static double of(double value, double divisor) {
    double quotient = (value - value % divisor) / divisor;
    return Math.rint(quotient);
  }
}
