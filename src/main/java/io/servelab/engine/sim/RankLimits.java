package io.servelab.engine.sim;

import io.servelab.error.InvalidValueException;

/**
 * What one rank can hold.
 *
 * @param maxSequences sequences at most, prompts that were begun included
 * @param kv room for keys and values
 */
public record RankLimits(int maxSequences, KvLimit kv) {

  /** Holds everything. */
  public static final RankLimits NONE = new RankLimits(Integer.MAX_VALUE, KvLimit.NONE);

  /** Requires room for a sequence. */
  public RankLimits {
    if (maxSequences < 1) {
      throw InvalidValueException.of("max sequences", maxSequences, "at least 1 is needed.");
    }
  }
}
