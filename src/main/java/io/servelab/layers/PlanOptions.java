package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.perf.RuleSet;

/**
 * Choices beyond the parallel layout.
 *
 * @param draftTokens speculative tokens drafted in each decode step; 0 without speculation
 * @param encoderDataParallel whether the ranks of a vision encoder share images rather than layers
 * @param wideExperts how experts exchange tokens beyond plain collectives
 * @param latentKernel kernel of latent attention on wide expert parallelism, as tables name it
 * @param rules whether layers are priced as the reference release does, or as they are
 */
public record PlanOptions(
    int draftTokens,
    boolean encoderDataParallel,
    WideExperts wideExperts,
    String latentKernel,
    RuleSet rules) {

  /** No speculation; an encoder shares images; experts exchange tokens with plain collectives. */
  public static final PlanOptions NONE =
      new PlanOptions(0, true, WideExperts.NONE, "flashinfer", RuleSet.REFERENCE);

  /** Requires a count that is not negative. */
  public PlanOptions {
    if (draftTokens < 0) {
      throw InvalidValueException.of("nextn", draftTokens, "draft tokens cannot be negative.");
    }
  }

  /** The same with another number of draft tokens. */
  public PlanOptions withDraftTokens(int tokens) {
    return new PlanOptions(tokens, encoderDataParallel, wideExperts, latentKernel, rules);
  }

  /** The same with ranks of an encoder that share images, or layers. */
  public PlanOptions withEncoderDataParallel(boolean shared) {
    return new PlanOptions(draftTokens, shared, wideExperts, latentKernel, rules);
  }

  /** The same with another exchange of tokens between experts. */
  public PlanOptions withWideExperts(WideExperts wide) {
    return new PlanOptions(draftTokens, encoderDataParallel, wide, latentKernel, rules);
  }

  /** The same with another kernel of latent attention on wide expert parallelism. */
  public PlanOptions withLatentKernel(String kernel) {
    return new PlanOptions(draftTokens, encoderDataParallel, wideExperts, kernel, rules);
  }

  /** The same under other rules. */
  public PlanOptions withRules(RuleSet other) {
    return new PlanOptions(draftTokens, encoderDataParallel, wideExperts, latentKernel, other);
  }

  /** Whether layers are priced as they are where the reference release is known to err. */
  boolean corrected() {
    return rules == RuleSet.SERVELAB;
  }
}
