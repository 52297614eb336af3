package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * How one worker shards a model.
 *
 * @param tp tensor-parallel size of attention and dense layers
 * @param pp pipeline stages
 * @param dp attention data-parallel size
 * @param moeTp tensor-parallel size of experts
 * @param moeEp expert-parallel size
 * @param cp context-parallel size of prefill
 */
public record Parallelism(int tp, int pp, int dp, int moeTp, int moeEp, int cp) {

  /** Requires positive sizes. */
  public Parallelism {
    requirePositive("tp", tp);
    requirePositive("pp", pp);
    requirePositive("dp", dp);
    requirePositive("moe_tp", moeTp);
    requirePositive("moe_ep", moeEp);
    requirePositive("cp", cp);
  }

  /** A dense model sharded over {@code tp} GPUs and {@code pp} stages. */
  public static Parallelism dense(int tp, int pp) {
    return new Parallelism(tp, pp, 1, 1, 1, 1);
  }

  /** GPUs of one worker. */
  public int gpus() {
    return tp * pp * dp * cp;
  }

  private static void requirePositive(String what, int size) {
    if (size < 1) {
      throw InvalidValueException.of(what, size, "a parallel size is at least 1.");
    }
  }
}
