package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.model.HeadShape;
import io.servelab.model.HybridAttention;
import io.servelab.op.attention.Heads;
import java.util.stream.Stream;

/**
 * Attention and feed-forward blocks of models that mix full and sliding-window attention.
 *
 * @param pass where they are added
 * @param denseInterSize width of a dense feed-forward layer
 * @param headGate whether each attention head is gated
 */
record HybridBlocks(PassBuilder pass, long denseInterSize, boolean headGate) {

  /** Every kind that the model has. */
  void all(HybridAttention attention) {
    Stream.of(
            HybridKind.globalMoe(attention),
            HybridKind.slidingMoe(attention),
            HybridKind.slidingDense(attention),
            HybridKind.globalDense(attention))
        .filter(kind -> kind.count() > 0)
        .forEach(this::layer);
  }

  private void layer(HybridKind kind) {
    LayerPlan plan = pass.plan();
    attention(kind);
    if (kind.moe()) {
      pass.norm(kind.prefix() + "moe_norm", kind.count());
      RoutedExperts.of(plan, Distribution.MILD)
          .sendingWide()
          .all(pass, kind.prefix(), kind.count());
      return;
    }
    pass.norm(kind.prefix() + "ffn_norm", kind.count())
        .gated(
            new GatedLayer("gate_up_gemm", "act", "down_gemm", true).prefixed(kind.prefix()),
            kind.count(),
            denseInterSize,
            plan.parallel().tp(),
            plan.quant().modes().gemm());
  }

  private void attention(HybridKind kind) {
    LayerPlan plan = pass.plan();
    GemmQuant quant = plan.quant().modes().gemm();
    AttentionShape general = plan.model().attention();
    HeadShape heads = kind.heads();
    int tp = plan.parallel().tp();
    int kvHeads = kind.kvHeadsPerRank(tp);
    long queryWidth = (long) heads.heads() * heads.headDim() / tp;
    long outputWidth = (long) heads.heads() * heads.vHeadDim() / tp;
    long keyValueWidth = (long) kvHeads * (heads.headDim() + heads.vHeadDim());
    pass.norm(kind.prefix() + "attn_norm", kind.count())
        .gemm(
            kind.prefix() + "qkv_gemm",
            kind.count(),
            queryWidth + keyValueWidth,
            plan.hidden(),
            quant)
        .attention(
            kind.count(),
            new Heads(heads.heads() / tp, kvHeads, heads.headDim()),
            kind.window(),
            general.qkNorm());
    kind.gatherKv(pass);
    if (headGate) {
      long gates = heads.heads() / tp;
      pass.gemm(kind.prefix() + "attn_gate_gemm", kind.count(), gates, plan.hidden(), quant)
          .elementWise(kind.prefix() + "attn_gate", kind.count(), outputWidth + gates, outputWidth);
    }
    pass.gemmAfterQuantised(
        kind.prefix() + "proj_gemm", kind.count(), plan.hidden(), outputWidth, quant);
  }
}
