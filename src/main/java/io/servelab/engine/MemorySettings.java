package io.servelab.engine;

import io.servelab.error.InvalidValueException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Memory limits chosen by the user instead of the engine's own.
 *
 * @param kvFraction share of memory for the KV cache
 * @param maxSequenceTokens longest sequence to reserve for, tokens
 */
public record MemorySettings(OptionalDouble kvFraction, OptionalLong maxSequenceTokens) {

  /** The engine's own limits. */
  public static final MemorySettings DEFAULT =
      new MemorySettings(OptionalDouble.empty(), OptionalLong.empty());

  /** Requires a fraction in (0, 1] and a positive length. */
  public MemorySettings {
    if (kvFraction.isPresent()
        && !(kvFraction.getAsDouble() > 0 && kvFraction.getAsDouble() <= 1)) {
      throw InvalidValueException.of(
          "free_gpu_memory_fraction", kvFraction.getAsDouble(), "a share lies in (0, 1].");
    }
    if (maxSequenceTokens.isPresent() && maxSequenceTokens.getAsLong() < 1) {
      throw InvalidValueException.of(
          "max_seq_len", maxSequenceTokens.getAsLong(), "a sequence has at least one token.");
    }
  }

  /** The share with the chosen fraction in place of the engine's own. */
  public KvShare apply(KvShare own) {
    return kvFraction.isPresent() ? own.withFraction(kvFraction.getAsDouble()) : own;
  }

  long sequenceTokens(long own) {
    return maxSequenceTokens.orElse(own);
  }
}
