package io.servelab.layers;

import io.servelab.model.HeadShape;
import io.servelab.model.HybridAttention;

/**
 * Layers of one combination of attention and feed-forward kind.
 *
 * @param prefix first part of the names of their operations
 * @param count layers
 * @param heads heads of their attention
 * @param window latest tokens that their attention reads; 0 for all
 * @param moe whether they have experts
 */
record HybridKind(String prefix, int count, HeadShape heads, int window, boolean moe) {

  private static final String GLOBAL = "global_";
  private static final String SLIDING = "swa_";
  private static final String DENSE = "dense_";

  /** Full attention before experts. */
  static HybridKind globalMoe(HybridAttention attention) {
    return new HybridKind(GLOBAL, attention.layers().globalMoe(), attention.global(), 0, true);
  }

  /** Full attention before a dense layer. */
  static HybridKind globalDense(HybridAttention attention) {
    return new HybridKind(
        GLOBAL + DENSE, attention.layers().globalDense(), attention.global(), 0, false);
  }

  /** Sliding-window attention before experts. */
  static HybridKind slidingMoe(HybridAttention attention) {
    return new HybridKind(
        SLIDING, attention.layers().slidingMoe(), attention.sliding(), attention.window(), true);
  }

  /** Sliding-window attention before a dense layer. */
  static HybridKind slidingDense(HybridAttention attention) {
    return new HybridKind(
        SLIDING + DENSE,
        attention.layers().slidingDense(),
        attention.sliding(),
        attention.window(),
        false);
  }

  /** Key-value heads of one rank, rounded up: a head is copied rather than split. */
  int kvHeadsPerRank(int tp) {
    return (heads.kvHeads() + tp - 1) / tp;
  }

  /** Bytes that one token adds to the caches of these layers on one rank. */
  double cacheBytesPerToken(int tp, double bytesPerElement) {
    return count * layerBytesPerToken(tp, bytesPerElement);
  }

  /** Adds the gather of their keys and values over context-parallel ranks, if there are any. */
  PassBuilder gatherKv(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    return pass.gatherKv(
        prefix + "cp_kv_all_gather",
        count,
        layerBytesPerToken(plan.parallel().tp(), plan.quant().modes().kv().bytesPerElement()));
  }

  private double layerBytesPerToken(int tp, double bytesPerElement) {
    return bytesPerElement * kvHeadsPerRank(tp) * (heads.headDim() + heads.vHeadDim());
  }
}
