package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.InferredQuant;
import io.servelab.model.MlaDetails;
import io.servelab.model.Projection;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.attention.Heads;
import io.servelab.op.mla.ContextMla;
import io.servelab.op.mla.GenerationMla;
import io.servelab.op.mla.MlaBmm;
import io.servelab.op.mla.MlaModuleContext;
import io.servelab.op.mla.MlaModuleGeneration;
import java.util.OptionalInt;

/**
 * Latent attention with its projections: one measured block where all its projections share a
 * format, else kernel by kernel.
 */
final class LatentAttentionBlock {

  /** Kernel tables count the heads of a model with this many, whatever the model has. */
  private static final int TABLE_HEADS = 128;

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final MlaDetails mla;
  private final double layers;
  private final int heads;

  LatentAttentionBlock(PassBuilder pass, MlaDetails mla) {
    this.pass = pass;
    this.plan = pass.plan();
    this.mla = mla;
    this.layers = plan.layers();
    this.heads = plan.model().attention().heads() / plan.parallel().tp();
  }

  void add() {
    if (hasOneFormat(plan)) {
      pass.attentionBlock("mla_block", this::module, this::kernels);
    } else {
      kernels(pass);
    }
  }

  /** Whether all projections share a format, so that the block was measured as a whole. */
  static boolean hasOneFormat(LayerPlan plan) {
    GemmQuant output = plan.quant().gemm(Projection.ATTENTION_O);
    return plan.quant().gemm(Projection.ATTENTION_Q) == output
        && plan.quant().gemm(Projection.ATTENTION_KV) == output;
  }

  private void module(PassBuilder block) {
    QuantModes modes = plan.quant().modes();
    GemmQuant gemm = plan.quant().gemm(Projection.ATTENTION_O);
    OptionalInt nativeHeads = OptionalInt.of(plan.model().attention().heads());
    if (block.isPrefill()) {
      block.add(
          "mla_module",
          layers / plan.parallel().cp(),
          new MlaModuleContext(heads, modes.fmha(), modes.kv(), gemm, nativeHeads));
    } else {
      block.add(
          "mla_module", layers, new MlaModuleGeneration(heads, modes.kv(), gemm, nativeHeads));
    }
  }

  private void kernels(PassBuilder block) {
    InferredQuant quant = plan.quant();
    GemmQuant query = quant.gemm(Projection.ATTENTION_Q);
    GemmQuant keyValue = quant.gemm(Projection.ATTENTION_KV);
    int queryDim = mla.nopeHeadDim() + mla.ropeHeadDim();
    boolean vllm = plan.engine() == ServingEngine.VLLM;
    block
        .gemm(
            "downscale_gemm",
            layers,
            mla.qLoraRank() + mla.cachedElements(),
            plan.hidden(),
            compressionFormat(quant))
        .gemm("q_b_proj_gemm", layers, (long) heads * queryDim, mla.qLoraRank(), query);
    if (block.isPrefill()) {
      block.gemm(
          "kv_b_proj_gemm",
          layers,
          (long) heads * (mla.nopeHeadDim() + mla.vHeadDim()),
          mla.kvLoraRank(),
          keyValue);
    }
    boolean latentProducts = !block.isPrefill() && !vllm;
    if (latentProducts) {
      block.add("bmm_pre", layers, new MlaBmm(heads, latentFormat(keyValue), true));
    }
    block.add("attention", layers, Role.ATTENTION, vllm ? expanded(block) : latent(block));
    if (latentProducts) {
      block.add("bmm_post", layers, new MlaBmm(heads, latentFormat(keyValue), false));
    }
    block.gemm(
        "proj_gemm",
        layers,
        plan.hidden(),
        (long) heads * mla.vHeadDim(),
        quant.gemm(Projection.ATTENTION_O));
  }

  /** Queries, keys and values are compressed together, in 16 bit only if all of them are. */
  static GemmQuant compressionFormat(InferredQuant quant) {
    boolean wide =
        quant.gemm(Projection.ATTENTION_Q) == GemmQuant.BFLOAT16
            && quant.gemm(Projection.ATTENTION_KV) == GemmQuant.BFLOAT16;
    return wide ? GemmQuant.BFLOAT16 : quant.modes().gemm();
  }

  /** The products with the latent space are kept in FP8 where the projections are quantised. */
  static GemmQuant latentFormat(GemmQuant keyValue) {
    return keyValue == GemmQuant.BFLOAT16 ? GemmQuant.BFLOAT16 : GemmQuant.FP8;
  }

  /** vLLM's prices are those of attention over expanded keys and values. */
  private Operation expanded(PassBuilder block) {
    int kvHeads = plan.model().attention().kvHeads() / plan.parallel().tp();
    int headDim = plan.model().details(MlaDetails.class).vHeadDim();
    return block.attention(new Heads(heads, kvHeads, headDim), 0, false);
  }

  private Operation latent(PassBuilder block) {
    QuantModes modes = plan.quant().modes();
    int tableHeads = TABLE_HEADS / plan.parallel().tp();
    return block.isPrefill()
        ? new ContextMla(tableHeads, modes.fmha(), modes.kv(), plan.parallel().cp())
        : new GenerationMla(tableHeads, modes.kv());
  }
}
