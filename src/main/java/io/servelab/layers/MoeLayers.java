package io.servelab.layers;

import io.servelab.model.Architecture;
import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.op.attention.Heads;

/**
 * Grouped-query attention and experts in every layer: Mixtral, GPT-OSS, Qwen2-MoE, Qwen3-MoE,
 * MiniMax-M2.
 *
 * <p>Under the reference rules prefill leaves out the output projection to the vocabulary, its
 * weights included.
 */
final class MoeLayers implements FamilyLayers {

  /** Every other layer of GPT-OSS attends to this many tokens only. */
  private static final int GPT_OSS_WINDOW = 128;

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    int layers = plan.layers();
    GemmQuant quant = plan.quant().modes().gemm();
    long vocabulary = plan.model().shape().vocabSize() / plan.parallel().tp();
    if (hasWindows(plan)) {
      AttentionShape shape = plan.model().attention();
      int tp = plan.parallel().tp();
      pass.attention(
          layers / 2.0,
          new Heads(shape.heads() / tp, shape.kvHeadsPerRank(tp), shape.headDim()),
          GPT_OSS_WINDOW,
          shape.qkNorm());
    }
    pass.embedding(vocabulary).norm("add_norm_1", layers);
    LlamaLayers.attentionBlock(pass, layers, hasWindows(plan) ? layers / 2.0 : layers, quant);
    pass.norm("add_norm_2", layers);
    if (pass.exchangesWidely()) {
      WideExpertBlock.of(pass, Distribution.STRONG, layers).all(pass, false);
    } else {
      RoutedExperts.of(plan, Distribution.STRONG)
          .decoding(DecodeExchange.REPLICATED)
          .all(pass, "", layers);
    }
    if (!pass.isPrefill() || plan.options().corrected()) {
      pass.logits(vocabulary);
    }
    pass.allReduce("embedding_ar", 1).p2p();
  }

  @Override
  public boolean exchangesWidely() {
    return true;
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    if (!hasWindows(plan)) {
      return FamilyLayers.super.kvCache(plan);
    }
    int windowed = plan.layers() / 2;
    double perLayer = FamilyLayers.super.kvCache(plan).bytesPerSequence(1) / plan.layers();
    return KvCache.growing(
        tokens ->
            perLayer
                * ((plan.layers() - windowed) * tokens
                    + windowed * Math.min(tokens, GPT_OSS_WINDOW)),
        plan.model().shape().contextLength());
  }

  private static boolean hasWindows(LayerPlan plan) {
    return plan.model().architecture() == Architecture.GPT_OSS;
  }
}
