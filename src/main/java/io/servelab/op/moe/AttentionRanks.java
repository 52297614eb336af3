package io.servelab.op.moe;

/**
 * The attention ranks whose tokens meet in a layer of experts.
 *
 * @param dp ranks with sequences of their own
 * @param cp context-parallel ranks
 * @param reduced whether attention already summed its partial outputs
 */
public record AttentionRanks(int dp, int cp, boolean reduced) {

  /** Data-parallel attention without context parallelism. */
  public static AttentionRanks dataParallel(int dp) {
    return new AttentionRanks(dp, 1, false);
  }
}
