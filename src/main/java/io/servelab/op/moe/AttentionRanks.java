package io.servelab.op.moe;

/**
 * The attention ranks whose tokens meet in a layer of experts.
 *
 * @param dp ranks with sequences of their own
 * @param cp context-parallel ranks
 * @param reduced whether attention already summed its partial outputs
 * @param gathersInDecode whether context-parallel ranks exchange tokens in decode as in prefill
 */
public record AttentionRanks(int dp, int cp, boolean reduced, boolean gathersInDecode) {

  /** Ranks that in decode only sum their outputs where they are context-parallel. */
  public AttentionRanks(int dp, int cp, boolean reduced) {
    this(dp, cp, reduced, false);
  }

  /** Data-parallel attention without context parallelism. */
  public static AttentionRanks dataParallel(int dp) {
    return new AttentionRanks(dp, 1, false);
  }
}
