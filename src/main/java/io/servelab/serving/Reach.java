package io.servelab.serving;

import io.servelab.error.InvalidValueException;

/**
 * How far a measured value strays from a predicted one.
 *
 * @param below the predicted value divided by it is the lower end, at least 1
 * @param above the predicted value times it is the upper end, at least 1
 */
public record Reach(double below, double above) {

  /** Requires finite factors of at least 1. */
  public Reach {
    require("below", below);
    require("above", above);
  }

  private static void require(String what, double factor) {
    if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of("reach " + what, factor, "a factor is at least 1 and finite.");
    }
  }

  /** The same factor either way. */
  public static Reach evenly(double factor) {
    return new Reach(factor, factor);
  }

  /** Lower end around a predicted value, in its unit. */
  public double low(double predicted) {
    return predicted / below;
  }

  /** Upper end around a predicted value, in its unit. */
  public double high(double predicted) {
    return predicted * above;
  }

  /** Upper end over lower end. */
  public double width() {
    return below * above;
  }

  /**
   * The same with longer arms.
   *
   * @param times factor on the logarithms of both
   */
  Reach stretched(double times) {
    return new Reach(Math.pow(below, times), Math.pow(above, times));
  }
}
