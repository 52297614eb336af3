package io.servelab.layers;

import io.servelab.error.InvalidValueException;

/**
 * Choices beyond the parallel layout.
 *
 * @param draftTokens speculative tokens drafted in each decode step; 0 without speculation
 * @param encoderDataParallel whether the ranks of a vision encoder share images rather than layers
 */
public record PlanOptions(int draftTokens, boolean encoderDataParallel) {

  /** No speculation; an encoder shares images. */
  public static final PlanOptions NONE = new PlanOptions(0, true);

  /** Requires a count that is not negative. */
  public PlanOptions {
    if (draftTokens < 0) {
      throw InvalidValueException.of("nextn", draftTokens, "draft tokens cannot be negative.");
    }
  }

  /** The same with another number of draft tokens. */
  public PlanOptions withDraftTokens(int tokens) {
    return new PlanOptions(tokens, encoderDataParallel);
  }

  /** The same with ranks of an encoder that share images, or layers. */
  public PlanOptions withEncoderDataParallel(boolean shared) {
    return new PlanOptions(draftTokens, shared);
  }
}
