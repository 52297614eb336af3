package io.servelab.op.attention;

/**
 * What two rows of an attention table must share to be read together.
 *
 * @param lane kernel that was measured
 * @param math format of the attention product; blank in decode tables
 * @param kv format of the KV cache
 * @param kvHeads key-value heads, 0 where every query head has its own
 * @param headDim width of a head
 * @param window sliding window, tokens; 0 for full attention
 */
record AttentionSlice(String lane, String math, String kv, int kvHeads, int headDim, int window) {

  AttentionSlice inLane(String other) {
    return new AttentionSlice(other, math, kv, kvHeads, headDim, window);
  }

  AttentionSlice withHeadDim(int dim) {
    return new AttentionSlice(lane, math, kv, kvHeads, dim, window);
  }

  AttentionSlice withWindow(int tokens) {
    return new AttentionSlice(lane, math, kv, kvHeads, headDim, tokens);
  }

  boolean sameButLane(AttentionSlice other) {
    return equals(other.inLane(lane));
  }
}
