package io.servelab.artifact.memory;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.layers.KvCache;
import java.util.Map;
import java.util.Optional;

/**
 * The KV cache of one rank.
 *
 * @param capacityBytes device memory, bytes
 * @param size what the cache holds
 * @param cache memory of a sequence by its length
 * @param source whether the model itself was asked or its geometry only
 * @param breakdown memory by use, bytes
 * @param adjusted what the cache holds if the tolerance is left unused, where one was given
 */
public record KvCacheCapacity(
    long capacityBytes,
    Size size,
    KvCache cache,
    Source source,
    Map<String, Double> breakdown,
    Optional<Size> adjusted) {

  /** Copies the map. */
  public KvCacheCapacity {
    breakdown = Map.copyOf(breakdown);
  }

  /** Whose answer it is. */
  public enum Source {
    /** The model's own operations and cache. */
    NATIVE,
    /** Sizes of the configuration only, for a model that is not modelled. */
    NAIVE
  }

  /**
   * What a cache holds.
   *
   * @param bytes its memory, bytes
   * @param tokens its tokens
   */
  public record Size(double bytes, long tokens) {}

  /**
   * Answers a question.
   *
   * @throws InfeasibleException if nothing is left for a cache
   */
  public static KvCacheCapacity of(KvCacheQuestion question) {
    RankMemory memory = RankMemory.of(question);
    double budget = memory.budgetBytes(question);
    if (!(budget > 0)) {
      throw new InfeasibleException(
          InfeasibleException.Reason.KV_CACHE_CAPACITY,
          "No memory is left for the KV cache of "
              + question.model().id()
              + " on "
              + question.system()
              + ": everything else takes "
              + Math.round(memory.otherBytes() / (1 << 20))
              + " MiB.\nUse more GPUs, a smaller format, or a larger share.");
    }
    double tolerance = question.budget().tolerance();
    Optional<Size> adjusted =
        tolerance > 0
            ? Optional.of(memory.size(Math.floor(budget * (1 - tolerance))))
            : Optional.empty();
    return new KvCacheCapacity(
        question.capacityBytes(),
        memory.size(budget),
        memory.cache(),
        memory.source(),
        memory.breakdown(budget),
        adjusted);
  }

  /** Memory of the first token of a sequence, a constant state apart, bytes. */
  public double bytesPerToken() {
    return cache.bytesPerSequence(1) - cache.bytesPerSequence(0);
  }

  /**
   * Whole sequences of one length that the cache holds at once. Each brings its own state and
   * window, so this is not the number of tokens divided by the length where a model has those.
   *
   * @param tokensPerSequence prompt and answer of a sequence, tokens
   * @throws InvalidValueException if a sequence has no token
   */
  public long sequences(long tokensPerSequence) {
    if (tokensPerSequence < 1) {
      throw InvalidValueException.of(
          "sequence_length", tokensPerSequence, "a sequence has at least one token.");
    }
    return (long) Math.floor(size.bytes / cache.bytesPerSequence(tokensPerSequence));
  }

  /**
   * Whole blocks that the cache holds.
   *
   * @param blockTokens tokens of a block
   * @throws InvalidValueException if a block has no token
   */
  public long blocks(long blockTokens) {
    if (blockTokens < 1) {
      throw InvalidValueException.of("block_size", blockTokens, "a block has at least one token.");
    }
    return size.tokens / blockTokens;
  }

  @Override
  public String toString() {
    return size.tokens + " tokens in " + Math.round(size.bytes / (1 << 20)) + " MiB";
  }
}
