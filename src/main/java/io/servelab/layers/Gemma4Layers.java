package io.servelab.layers;

import io.servelab.model.Gemma4Details;
import io.servelab.model.HeadShape;
import io.servelab.model.HybridAttention;
import io.servelab.model.LayerMix;
import io.servelab.model.Projection;
import io.servelab.op.attention.Heads;

/**
 * Full and sliding-window attention with heads of different shape, a dense layer in every layer and
 * experts beside it: Gemma 4.
 */
final class Gemma4Layers implements FamilyLayers {

  private static final int FEWEST_ROUTED_BY_GEMM = 128;
  private static final GatedLayer DENSE =
      new GatedLayer("gate_up_gemm", "act", "down_gemm", true).prefixed("shared_mlp_");

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    Gemma4Details details = plan.model().details(Gemma4Details.class);
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary);
    layers(pass, sliding(details.attention()), false);
    layers(pass, global(details.attention()), details.keyIsValue());
    pass.logits(vocabulary / plan.parallel().tp()).p2p();
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    return Step3p7Layers.windowed(plan, plan.model().details(Gemma4Details.class).attention());
  }

  private static HybridKind global(HybridAttention attention) {
    LayerMix layers = attention.layers();
    return new HybridKind("global_", layers.global(), attention.global(), 0, layers.moe() > 0);
  }

  private static HybridKind sliding(HybridAttention attention) {
    LayerMix layers = attention.layers();
    return new HybridKind(
        "swa_", layers.sliding(), attention.sliding(), attention.window(), layers.moe() > 0);
  }

  private static void layers(PassBuilder pass, HybridKind kind, boolean keyIsValue) {
    if (kind.count() == 0) {
      return;
    }
    LayerPlan plan = pass.plan();
    attention(pass, kind, keyIsValue);
    pass.norm(kind.prefix() + "ffn_norm", kind.count())
        .gated(
            DENSE.prefixed(kind.prefix()),
            kind.count(),
            plan.model().shape().interSize(),
            plan.parallel().tp(),
            plan.quant().gemm(Projection.FEED_FORWARD));
    if (kind.moe()) {
      RoutedExperts routed = RoutedExperts.of(plan, Distribution.MILD);
      if (plan.model().experts().count() >= FEWEST_ROUTED_BY_GEMM) {
        routed.router(pass, kind.prefix(), kind.count());
      }
      routed.exchanged(pass, kind.prefix(), kind.count());
    }
  }

  private static void attention(PassBuilder pass, HybridKind kind, boolean keyIsValue) {
    LayerPlan plan = pass.plan();
    HeadShape heads = kind.heads();
    int tp = plan.parallel().tp();
    int kvHeads = kind.kvHeadsPerRank(tp);
    long queryWidth = (long) heads.heads() * heads.headDim() / tp;
    long keyValueWidth = (keyIsValue ? 1L : 2L) * kvHeads * heads.headDim();
    pass.norm(kind.prefix() + "attn_norm", kind.count())
        .gemm(
            kind.prefix() + "qkv_gemm",
            kind.count(),
            queryWidth + keyValueWidth,
            plan.hidden(),
            plan.quant().gemm(Projection.ATTENTION_Q))
        .attention(
            kind.count(),
            new Heads(heads.heads() / tp, kvHeads, heads.headDim()),
            kind.window(),
            plan.model().attention().qkNorm());
    kind.gatherKv(pass)
        .gemmAfterQuantised(
            kind.prefix() + "proj_gemm",
            kind.count(),
            plan.hidden(),
            queryWidth,
            plan.quant().gemm(Projection.ATTENTION_O));
  }
}
