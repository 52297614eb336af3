package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.model.NasBlock;
import io.servelab.model.NasDetails;
import io.servelab.op.attention.Heads;

/**
 * Searched architectures whose layers differ in attention and width: Nemotron Super and its kin.
 * The reference rules read attention at a head width of 128 whatever the configuration says, and
 * count no cache, because the configuration names no number of KV heads for all layers.
 */
final class NemotronNasLayers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    pass.embedding(plan.model().shape().vocabSize());
    for (NasBlock block : plan.model().details(NasDetails.class).blocks()) {
      if (block.attention()) {
        attention(pass, block);
      }
      if (block.feedForward()) {
        feedForward(pass, block);
      }
    }
    pass.p2p().logits(plan.model().shape().vocabSize() / plan.parallel().tp());
  }

  private static void attention(PassBuilder pass, NasBlock block) {
    LayerPlan plan = pass.plan();
    AttentionShape shape = plan.model().attention();
    GemmQuant quant = plan.quant().modes().gemm();
    int tp = plan.parallel().tp();
    int kvHeads = kvHeadsPerRank(plan, block);
    long queryWidth = (long) shape.heads() * shape.headDim() / tp;
    pass.norm("add_norm_1", block.count())
        .gemm(
            "qkv_gemm",
            block.count(),
            queryWidth + 2L * shape.headDim() * kvHeads,
            plan.hidden(),
            quant)
        .attention(
            block.count(),
            new Heads(shape.heads() / tp, kvHeads, GptLayers.attendedHeadDim(plan)),
            0,
            shape.qkNorm())
        .gemm("proj_gemm", block.count(), plan.hidden(), queryWidth, quant)
        .allReduce("ar_1", block.count());
  }

  private static void feedForward(PassBuilder pass, NasBlock block) {
    LayerPlan plan = pass.plan();
    GemmQuant quant = plan.quant().modes().gemm();
    long inner = block.interSize(plan.model().shape().hiddenSize());
    int tp = plan.parallel().tp();
    pass.norm("add_norm_2", block.count())
        .gemm("gate_ffn1_gemm", block.count(), 2 * inner / tp, plan.hidden(), quant)
        .elementWise("act_gate", block.count(), 2 * inner / tp, inner / tp)
        .gemm("ffn2_gemm", block.count(), plan.hidden(), inner / tp, quant)
        .allReduce("ar_2", block.count());
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    if (!plan.options().corrected()) {
      return FamilyLayers.super.kvCache(plan);
    }
    long heads = 0;
    for (NasBlock block : plan.model().details(NasDetails.class).blocks()) {
      heads += block.attention() ? (long) block.count() * kvHeadsPerRank(plan, block) : 0;
    }
    return KvCache.linear(
        plan.quant().modes().kv().bytesPerElement()
            * 2
            * heads
            * plan.model().attention().headDim());
  }

  private static int kvHeadsPerRank(LayerPlan plan, NasBlock block) {
    int heads = plan.model().attention().heads() / block.headsPerGroup();
    return -Math.floorDiv(-heads, plan.parallel().tp());
  }
}
