package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.model.MambaShape;
import io.servelab.model.NemotronHDetails;
import io.servelab.op.attention.Heads;
import io.servelab.op.state.Mamba2;
import io.servelab.op.state.StatePass;

/**
 * Mamba-2, attention, expert and plain feed-forward layers in any order: Nemotron-H and Nemotron 3.
 * Feed-forward layers and experts are not gated.
 *
 * <p>The recurrent kernels are asked for at the sizes of the whole model whatever the
 * tensor-parallel size, because the reference release does so.
 */
final class NemotronHLayers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    NemotronHDetails details = plan.model().details(NemotronHDetails.class);
    pass.embedding(plan.model().shape().vocabSize());
    if (details.mambaLayers() > 0) {
      mamba(pass, details);
    }
    if (details.attentionLayers() > 0) {
      attention(pass, details.attentionLayers());
    }
    if (details.expertLayers() > 0) {
      experts(pass, details);
    }
    if (details.feedForwardLayers() > 0) {
      feedForward(pass, details.feedForwardLayers());
    }
    pass.p2p().logits(plan.model().shape().vocabSize() / plan.parallel().tp());
  }

  private static void mamba(PassBuilder pass, NemotronHDetails details) {
    LayerPlan plan = pass.plan();
    MambaShape shape = details.mamba();
    GemmQuant quant = plan.quant().modes().gemm();
    int count = details.mambaLayers();
    int tp = plan.parallel().tp();
    int heads = shape.heads() / tp;
    long inner = (long) heads * shape.headDim();
    long maps = 2L * Math.max(shape.groups() / tp, 1) * shape.stateSize();
    boolean prefill = pass.isPrefill();
    pass.norm("mamba_norm", count)
        .gemm("mamba_in_proj_gemm", count, 2 * inner + maps + heads, plan.hidden(), quant)
        .add(
            "mamba_conv1d",
            count,
            kernel(pass, shape, prefill ? Mamba2.PREFILL_CONVOLUTION : Mamba2.DECODE_CONVOLUTION))
        .add(
            "mamba_ssm",
            count,
            kernel(pass, shape, prefill ? Mamba2.PREFILL_SCAN : Mamba2.DECODE_UPDATE))
        .gemm("mamba_out_proj_gemm", count, plan.hidden(), inner, quant)
        .allReduce("mamba_ar", count);
  }

  private static Mamba2 kernel(PassBuilder pass, MambaShape shape, String name) {
    return new Mamba2(
        name,
        pass.isPrefill() ? StatePass.PREFILL : StatePass.DECODE,
        (int) pass.plan().hidden(),
        shape);
  }

  private static void attention(PassBuilder pass, int count) {
    LayerPlan plan = pass.plan();
    AttentionShape shape = plan.model().attention();
    GemmQuant quant = plan.quant().modes().gemm();
    int tp = plan.parallel().tp();
    int kvHeads = shape.kvHeadsPerRank(tp);
    long queryWidth = (long) shape.heads() * shape.headDim() / tp;
    pass.norm("attn_norm", count)
        .gemm("qkv_gemm", count, queryWidth + 2L * shape.headDim() * kvHeads, plan.hidden(), quant)
        .attention(
            count, new Heads(shape.heads() / tp, kvHeads, shape.headDim()), 0, shape.qkNorm())
        .gemmAfterQuantised("proj_gemm", count, plan.hidden(), queryWidth, quant)
        .allReduce("attn_ar", count);
  }

  private static void experts(PassBuilder pass, NemotronHDetails details) {
    LayerPlan plan = pass.plan();
    GemmQuant quant = plan.quant().modes().gemm();
    int count = details.expertLayers();
    long shared = details.sharedInterSize() / plan.parallel().tp();
    long latent = details.latentSize();
    pass.norm("moe_norm", count);
    if (shared > 0 || !plan.options().corrected()) {
      pass.gemm("shared_up_gemm", count, shared, plan.hidden(), quant)
          .elementWise("shared_relu2", count, shared, shared)
          .gemmAfterQuantised("shared_down_gemm", count, plan.hidden(), shared, quant);
    }
    RoutedExperts routed =
        RoutedExperts.of(plan, Distribution.MILD)
            .ungated()
            .inside(latent > 0 ? latent : plan.hidden());
    routed.router(pass, "", count);
    if (latent > 0) {
      pass.gemm("fc1_latent_proj_gemm", count, latent / plan.parallel().tp(), plan.hidden(), quant);
    }
    routed.exchanged(pass, "", count);
    if (latent > 0) {
      pass.gemmAfterQuantised(
          "fc2_latent_proj_gemm", count, plan.hidden(), latent / plan.parallel().tp(), quant);
    }
    pass.allReduce("moe_ar", count);
  }

  private static void feedForward(PassBuilder pass, int count) {
    LayerPlan plan = pass.plan();
    GemmQuant quant = plan.quant().modes().gemm();
    long inner = plan.model().shape().interSize() / plan.parallel().tp();
    pass.norm("mlp_norm", count)
        .gemm("mlp_up_gemm", count, inner, plan.hidden(), quant)
        .elementWise("mlp_relu2", count, inner, inner)
        .gemm("mlp_down_gemm", count, plan.hidden(), inner, quant)
        .allReduce("mlp_ar", count);
  }
}
