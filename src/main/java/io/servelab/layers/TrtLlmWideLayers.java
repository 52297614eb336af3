package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.InferredQuant;
import io.servelab.model.MlaDetails;
import io.servelab.model.Projection;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.mla.ContextMla;
import io.servelab.op.mla.GenerationMla;
import io.servelab.op.mla.MlaBmm;

/**
 * Latent attention on TensorRT-LLM with wide expert parallelism, kernel by kernel.
 *
 * <p>Launches overlap in decode, which shortens a layer by a tenth.
 */
final class TrtLlmWideLayers {

  /** Kernel tables count the heads of a model with this many, whatever the model has. */
  private static final int TABLE_HEADS = 128;

  private static final double OVERLAPPED_LAUNCHES = 0.9;

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final MlaDetails mla;
  private final double layers;
  private final int heads;

  TrtLlmWideLayers(PassBuilder pass, MlaDetails mla) {
    this.pass = pass;
    this.plan = pass.plan();
    this.mla = mla;
    this.layers = effectiveLayers(pass);
    this.heads = plan.model().attention().heads() / plan.parallel().tp();
  }

  /** Layers of a pass, counted by the time they take. */
  static double effectiveLayers(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    boolean overlapped =
        plan.engine() == ServingEngine.TRTLLM && pass.exchangesWidely() && !pass.isPrefill();
    return overlapped ? plan.layers() * OVERLAPPED_LAUNCHES : plan.layers();
  }

  void add() {
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary).norm("add_norm_1", layers);
    attention();
    pass.norm("add_norm_2", layers);
    DeepSeekLayers.feedForward(pass, layers, plan.parallel().tp());
    pass.logits(vocabulary / plan.parallel().tp()).p2p();
  }

  private void attention() {
    InferredQuant quant = plan.quant();
    GemmQuant query = quant.gemm(Projection.ATTENTION_Q);
    GemmQuant keyValue = quant.gemm(Projection.ATTENTION_KV);
    long rank = mla.qLoraRank();
    pass.gemm("downscale_gemm", layers, rank + mla.cachedElements(), plan.hidden(), down(quant))
        .elementWise("q_a_layernorm", layers, rank, rank)
        .gemm(
            "q_b_proj_gemm",
            layers,
            (long) heads * (mla.nopeHeadDim() + mla.ropeHeadDim()),
            rank,
            query);
    if (pass.isPrefill()) {
      pass.gemm(
          "kv_b_proj_gemm",
          layers,
          (long) heads * (mla.nopeHeadDim() + mla.vHeadDim()),
          mla.kvLoraRank(),
          keyValue);
    } else {
      pass.overlap(
          "bmm_rope_overlap",
          branch -> branch.add("bmm_pre", layers, product(keyValue, true)),
          branch ->
              branch.elementWise("rope_kv", layers, mla.cachedElements(), mla.cachedElements()));
    }
    pass.add("attention", layers, Role.ATTENTION, core());
    if (!pass.isPrefill()) {
      pass.add("bmm_post", layers, product(keyValue, false));
    }
    pass.gemm(
        "proj_gemm",
        layers,
        plan.hidden(),
        (long) heads * mla.vHeadDim(),
        quant.gemm(Projection.ATTENTION_O));
  }

  private static GemmQuant down(InferredQuant quant) {
    return LatentAttentionBlock.compressionFormat(quant);
  }

  private MlaBmm product(GemmQuant keyValue, boolean into) {
    return new MlaBmm(heads, LatentAttentionBlock.latentFormat(keyValue), into);
  }

  private Operation core() {
    QuantModes modes = plan.quant().modes();
    int tableHeads = TABLE_HEADS / plan.parallel().tp();
    return pass.isPrefill()
        ? new ContextMla(tableHeads, modes.fmha(), modes.kv(), 1)
        : new GenerationMla(tableHeads, modes.kv());
  }
}
