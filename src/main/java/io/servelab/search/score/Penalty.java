package io.servelab.search.score;

import io.servelab.error.InvalidValueException;

/**
 * How a violation counts: nothing without one, else {@code weight * exp(violation / steepness)}.
 *
 * @param weight what the slightest violation counts; 1 halves a score
 * @param steepness violation that multiplies the penalty by e
 */
public record Penalty(double weight, double steepness) {

  /** Any violation at least halves the score; 10 % more multiplies the penalty by e. */
  public static final Penalty DEFAULT = new Penalty(1, 0.1);

  /** Requires positive numbers. */
  public Penalty {
    requirePositive("weight", weight);
    requirePositive("steepness", steepness);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw InvalidValueException.of(what, value, "a penalty needs positive numbers.");
    }
  }

  /** Penalty of a violation, relative to a limit. */
  public double of(double violation) {
    return violation > 0 ? weight * Math.exp(violation / steepness) : 0;
  }
}
