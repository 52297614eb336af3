package io.servelab.op.sparse;

/**
 * The part of DeepSeek-V4's heads on one rank.
 *
 * @param local heads of this rank
 * @param whole heads of the whole model
 * @param outputGroups groups of the output projection on this rank
 */
public record Dsv4Heads(int local, int whole, int outputGroups) {

  /** Heads and groups split over tensor-parallel ranks. */
  public static Dsv4Heads split(int heads, int outputGroups, int tp) {
    return new Dsv4Heads(heads / tp, heads, Math.max(1, outputGroups / tp));
  }
}
