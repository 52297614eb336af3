package io.servelab.layers;

import java.util.function.LongToDoubleFunction;

/** What one sequence keeps in device memory of one rank: keys, values, recurrent states. */
public interface KvCache {

  /**
   * Memory of a sequence, bytes.
   *
   * @param tokens tokens in the sequence
   */
  double bytesPerSequence(long tokens);

  /** Longest sequence that fits a budget, tokens; 0 if none does. */
  long tokensIn(double budgetBytes);

  /** A cache that grows by the same amount with every token. */
  static KvCache linear(double bytesPerToken) {
    return new LinearKvCache(0, bytesPerToken);
  }

  /**
   * A cache of a state whose size does not depend on the sequence, and of tokens.
   *
   * @param stateBytes memory of the state
   * @param bytesPerToken memory of every token
   */
  static KvCache withState(double stateBytes, double bytesPerToken) {
    return new LinearKvCache(stateBytes, bytesPerToken);
  }

  /**
   * A cache that grows with the sequence, but not evenly: sliding windows, compressed entries.
   *
   * @param bytes memory by tokens; must not fall
   * @param contextLength longest sequence of the model, taken where memory stops growing
   */
  static KvCache growing(LongToDoubleFunction bytes, long contextLength) {
    return new GrowingKvCache(bytes, contextLength);
  }
}
