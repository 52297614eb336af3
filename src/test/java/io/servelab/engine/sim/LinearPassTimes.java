package io.servelab.engine.sim;

import io.servelab.step.PassTimes;

/**
 * Pass times that are easy to reason about: a constant, a time for each token and one for each pair
 * of tokens that attend to one another.
 */
record LinearPassTimes(double passMs, double tokenMs, double pairMs) implements PassTimes {

  static final LinearPassTimes USUAL = new LinearPassTimes(5, 0.02, 1e-6);

  @Override
  public double prefillTokensMs(long tokens) {
    return passMs + tokenMs * tokens;
  }

  @Override
  public double prefillSharedMs(long tokens) {
    return tokenMs / 2 * tokens;
  }

  @Override
  public double prefillAttentionMs(long tokens, long past) {
    return pairMs * tokens * (past + tokens / 2.0);
  }

  @Override
  public double headMs(long rows) {
    return tokenMs * rows;
  }

  @Override
  public double decodeTokensMs(long tokens) {
    return passMs + tokenMs * tokens;
  }

  @Override
  public double decodeSharedMs(long tokens) {
    return tokenMs / 2 * tokens;
  }

  @Override
  public double decodeAttentionMs(long tokens, double cache) {
    return pairMs * tokens * cache;
  }
}
