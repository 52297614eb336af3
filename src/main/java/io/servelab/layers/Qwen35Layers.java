package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.AttentionShape;
import io.servelab.model.LinearAttention;
import io.servelab.model.Projection;
import io.servelab.model.Qwen35Details;
import io.servelab.op.attention.Heads;
import io.servelab.op.dense.Gemm;
import io.servelab.op.state.Gdn;
import io.servelab.op.state.StatePass;

/** Gated delta-rule layers and full attention with a gate, each before a dense or expert layer. */
final class Qwen35Layers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    Qwen35Details details = plan.model().details(Qwen35Details.class);
    long vocabulary = plan.model().shape().vocabSize() / plan.parallel().tp();
    pass.embedding(vocabulary).allReduce("embedding_ar", 1);
    linear(pass, details);
    feedForward(pass, "gdn_", details.linearLayers());
    full(pass, details.fullLayers());
    feedForward(pass, "full_", details.fullLayers());
    pass.logits(vocabulary).p2p();
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    Qwen35Details details = plan.model().details(Qwen35Details.class);
    LinearAttention linear = details.linear();
    int tp = plan.parallel().tp();
    double state =
        (double) (linear.valueHeads() / tp)
            * linear.keyHeadDim()
            * linear.valueHeadDim()
            * details.stateBytes();
    double convolution = (double) (linear.convChannels() / tp) * (linear.convKernel() - 1) * 2;
    AttentionShape shape = plan.model().attention();
    return KvCache.withState(
        details.linearLayers() * (state + convolution),
        plan.quant().modes().kv().bytesPerElement()
            * details.fullLayers()
            * 2
            * shape.kvHeadsPerRank(tp)
            * shape.headDim());
  }

  private static void linear(PassBuilder pass, Qwen35Details details) {
    LayerPlan plan = pass.plan();
    LinearAttention whole = details.linear();
    int count = details.linearLayers();
    int tp = plan.parallel().tp();
    long values = (long) whole.valueHeads() * whole.valueHeadDim();
    long keys = (long) whole.keyHeads() * whole.keyHeadDim();
    var quant = plan.quant().gemm(Projection.LINEAR_ATTENTION);
    boolean prefill = pass.isPrefill();
    pass.norm("gdn_norm", count)
        .gemm("gdn_in_proj_gemm", count, (2 * keys + 2 * values) / tp, plan.hidden(), quant)
        .add(
            "gdn_in_proj_ba_gemm",
            count,
            Gemm.of(2L * whole.valueHeads() / tp, plan.hidden(), quant).withRooflineBelowGrid())
        .add(
            "gdn_conv1d",
            count,
            kernel(pass, details, prefill ? Gdn.PREFILL_CONVOLUTION : Gdn.DECODE_CONVOLUTION))
        .add(
            prefill ? "gdn_scan" : "gdn_recurrence",
            count,
            kernel(pass, details, prefill ? Gdn.PREFILL_SCAN : Gdn.DECODE_UPDATE))
        .gemmAfterQuantised("gdn_out_proj_gemm", count, plan.hidden(), values / tp, quant);
    attentionReduce(pass, "gdn_ar", count);
  }

  private static Gdn kernel(PassBuilder pass, Qwen35Details details, String name) {
    LinearAttention whole = details.linear();
    int tp = pass.plan().parallel().tp();
    return new Gdn(
        name,
        pass.isPrefill() ? StatePass.PREFILL : StatePass.DECODE,
        (int) pass.plan().hidden(),
        new LinearAttention(
            whole.keyHeads() / tp,
            whole.keyHeadDim(),
            whole.valueHeads() / tp,
            whole.valueHeadDim(),
            whole.convKernel()),
        details.stateBytes());
  }

  private static void full(PassBuilder pass, int count) {
    LayerPlan plan = pass.plan();
    AttentionShape shape = plan.model().attention();
    int tp = plan.parallel().tp();
    int kvHeads = shape.kvHeadsPerRank(tp);
    long dim = shape.headDim();
    long queryWidth = shape.heads() * dim / tp;
    pass.norm("full_attn_norm", count)
        .gemm(
            "qkv_gemm",
            count,
            2 * queryWidth + 2 * dim * kvHeads,
            plan.hidden(),
            plan.quant().gemm(Projection.ATTENTION_Q))
        .attention(
            count, new Heads(shape.heads() / tp, kvHeads, shape.headDim()), 0, shape.qkNorm())
        .gemmAfterQuantised(
            "proj_gemm",
            count,
            plan.hidden(),
            queryWidth,
            plan.quant().gemm(Projection.ATTENTION_O));
    attentionReduce(pass, "full_ar", count);
  }

  /** SGLang's exchange of tokens between data-parallel ranks already sums attention's output. */
  private static void attentionReduce(PassBuilder pass, String name, int count) {
    LayerPlan plan = pass.plan();
    boolean summedByExchange =
        plan.engine() == ServingEngine.SGLANG && plan.parallel().dp() > 1 && plan.model().isMoe();
    if (!summedByExchange) {
      pass.allReduce(name, count);
    }
  }

  private static void feedForward(PassBuilder pass, String prefix, int count) {
    LayerPlan plan = pass.plan();
    pass.norm(prefix + "ffn_norm", count);
    if (plan.model().isMoe()) {
      new Qwen35Experts(pass, prefix, count).add();
      return;
    }
    pass.gated(
            GatedLayer.PLAIN.prefixed(prefix),
            count,
            plan.model().shape().interSize(),
            plan.parallel().tp(),
            plan.quant().gemm(Projection.FEED_FORWARD))
        .allReduce(prefix + "ffn_ar", count);
  }
}
