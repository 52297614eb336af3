package io.servelab.layers;

import io.servelab.error.InvalidValueException;

/**
 * Choices beyond the parallel layout.
 *
 * @param draftTokens speculative tokens drafted in each decode step; 0 without speculation
 */
public record PlanOptions(int draftTokens) {

  /** No speculation. */
  public static final PlanOptions NONE = new PlanOptions(0);

  /** Requires a count that is not negative. */
  public PlanOptions {
    if (draftTokens < 0) {
      throw InvalidValueException.of("nextn", draftTokens, "draft tokens cannot be negative.");
    }
  }
}
