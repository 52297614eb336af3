package io.servelab.engine.sim;

import io.servelab.step.PassTimes;

/**
 * Pass times that are slower or faster by a factor for each phase.
 *
 * @param times the times
 * @param prefill factor on operations of passes with prompts
 * @param decode factor on operations of passes without, and on decode attention beside prompts
 */
record ScaledPassTimes(PassTimes times, double prefill, double decode) implements PassTimes {

  @Override
  public double prefillTokensMs(long tokens) {
    return prefill * times.prefillTokensMs(tokens);
  }

  @Override
  public double prefillSharedMs(long tokens) {
    return prefill * times.prefillSharedMs(tokens);
  }

  @Override
  public double prefillAttentionMs(long tokens, long past) {
    return prefill * times.prefillAttentionMs(tokens, past);
  }

  @Override
  public double headMs(long rows) {
    return prefill * times.headMs(rows);
  }

  @Override
  public double decodeTokensMs(long tokens) {
    return decode * times.decodeTokensMs(tokens);
  }

  @Override
  public double decodeSharedMs(long tokens) {
    return decode * times.decodeSharedMs(tokens);
  }

  @Override
  public double decodeAttentionMs(long tokens, double cache) {
    return decode * times.decodeAttentionMs(tokens, cache);
  }
}
