package io.servelab.engine.sim;

import io.servelab.engine.Speculation;
import io.servelab.engine.load.RequestStream;
import io.servelab.error.InvalidValueException;

/**
 * Room for keys and values on one rank.
 *
 * @param blocks blocks that the cache holds; {@link Long#MAX_VALUE} without a limit
 * @param blockTokens tokens of one block
 * @param reservedOutput share of a request's output for which room must be free before it is
 *     admitted; with 1 no sequence is ever evicted
 */
public record KvLimit(long blocks, int blockTokens, double reservedOutput) {

  /** More room than any load needs. */
  public static final KvLimit NONE = new KvLimit(Long.MAX_VALUE, 16, 0);

  /** Requires at least one block of at least one token. */
  public KvLimit {
    if (blocks < 1) {
      throw InvalidValueException.of("kv_blocks", blocks, "at least one block is needed.");
    }
    if (blockTokens < 1) {
      throw InvalidValueException.of("kv_block_tokens", blockTokens, "at least 1 is needed.");
    }
    if (!(reservedOutput >= 0 && reservedOutput <= 1)) {
      throw InvalidValueException.of("reserved_output", reservedOutput, "a share lies in [0, 1].");
    }
  }

  /** Whether there is a limit. */
  public boolean limited() {
    return blocks != Long.MAX_VALUE;
  }

  /**
   * Requires that every request fits when it is alone.
   *
   * @throws InvalidValueException if one does not
   */
  void requireRoom(RequestStream stream, Speculation speculation) {
    if (!limited()) {
      return;
    }
    for (int request = 0; request < stream.size(); request++) {
      long longest = (long) stream.prompt(request) + stream.output(request) + speculation.width();
      if (blocksOf(longest) > blocks) {
        throw InvalidValueException.of(
            "request length",
            longest,
            "the cache of a rank holds " + blocks * blockTokens + " tokens.");
      }
    }
  }

  /** Blocks that a sequence occupies. */
  long blocksOf(long tokens) {
    return (tokens + blockTokens - 1) / blockTokens;
  }

  /** Blocks that must be free before a request is admitted. */
  long blocksToAdmit(long prompt, long output) {
    return blocksOf(prompt + (long) Math.ceil(reservedOutput * output));
  }
}
