package io.servelab.op.moe;

/**
 * How a layer of experts is spread over ranks.
 *
 * @param tp ranks that split every expert
 * @param ep ranks that split the set of experts
 */
public record ExpertSplit(int tp, int ep) {

  /** Ranks that hold the layer together. */
  public int ranks() {
    return tp * ep;
  }
}
