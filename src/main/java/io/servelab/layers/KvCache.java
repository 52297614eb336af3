package io.servelab.layers;

/** What one sequence keeps in device memory of one rank. */
@FunctionalInterface
public interface KvCache {

  /**
   * Memory of a sequence, bytes.
   *
   * @param tokens tokens in the sequence
   */
  double bytesPerSequence(long tokens);

  /** Longest sequence that fits a budget, tokens. Exact where memory grows with every token. */
  default long tokensIn(double budgetBytes) {
    return (long) Math.floor(budgetBytes / bytesPerSequence(1));
  }

  /** A cache that grows by the same amount with every token. */
  static KvCache linear(double bytesPerToken) {
    return tokens -> tokens * bytesPerToken;
  }
}
