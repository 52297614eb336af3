package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * Heads of grouped-query attention.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; 0 when not stated
 * @param headDim width of one head, elements
 * @param qkNorm whether queries and keys are normalised per head
 */
public record AttentionShape(int heads, int kvHeads, int headDim, boolean qkNorm) {

  /** Requires heads with a width. */
  public AttentionShape {
    if (heads < 1 || headDim < 1 || kvHeads < 0) {
      throw InvalidValueException.of(
          "attention shape",
          heads + " heads of " + headDim + ", " + kvHeads + " KV heads",
          "heads and their width are at least 1, KV heads at least 0.");
    }
  }

  /** Key and value heads held by one rank, rounded up: a head is copied rather than split. */
  public int kvHeadsPerRank(int tp) {
    return (kvHeads + tp - 1) / tp;
  }
}
