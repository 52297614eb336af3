package io.servelab.layers;

/**
 * A constant state and the same memory for every token.
 *
 * @param stateBytes memory of the state
 * @param bytesPerToken memory of every token
 */
record LinearKvCache(double stateBytes, double bytesPerToken) implements KvCache {

  @Override
  public double bytesPerSequence(long tokens) {
    return stateBytes + tokens * bytesPerToken;
  }

  @Override
  public long tokensIn(double budgetBytes) {
    return Math.max(0, (long) Math.floor((budgetBytes - stateBytes) / bytesPerToken));
  }
}
