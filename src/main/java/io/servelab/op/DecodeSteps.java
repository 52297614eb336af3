package io.servelab.op;

/**
 * Sampled decode steps of one batch whose caches grow together.
 *
 * @param batch sequences of one rank, including speculative tokens
 * @param firstLength tokens in each cache at the first step
 * @param stride output tokens from one sample to the next; positive
 * @param tokens output tokens of each sequence that the samples stand for
 */
public record DecodeSteps(long batch, long firstLength, int stride, long tokens) {

  /** Number of samples. */
  public int count() {
    return (int) Math.max(0, (tokens + stride - 1) / stride);
  }

  /** Output tokens that a sample stands for; fewer at the end. */
  public long weight(int step) {
    return Math.min(stride, tokens - (long) step * stride);
  }

  /** Shape of a sampled pass. */
  public OpShape shape(int step) {
    return OpShape.decode(batch, firstLength + (long) step * stride);
  }
}
