package io.servelab.model;

/**
 * Heads of grouped-query attention.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; 0 when not stated
 * @param headDim width of one head, elements
 * @param qkNorm whether queries and keys are normalised per head
 */
public record AttentionShape(int heads, int kvHeads, int headDim, boolean qkNorm) {

  /** Key and value heads held by one rank, rounded up: a head is copied rather than split. */
  public int kvHeadsPerRank(int tp) {
    return (kvHeads + tp - 1) / tp;
  }
}
