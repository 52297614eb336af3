package io.servelab.layers;

import io.servelab.model.GemmQuant;
import io.servelab.model.MlaDetails;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.Nccl;
import io.servelab.op.dense.Gemm;
import io.servelab.op.mla.WideEpContextMla;
import io.servelab.op.mla.WideEpGenerationMla;

/**
 * Latent-attention models on SGLang with wide expert parallelism, as they were measured: few
 * operations, most of them whole blocks. Prefill splits tokens over tensor-parallel ranks between
 * layers.
 */
final class SglangWideLayers {

  /** Kernel tables count the heads of a model with this many, whatever the model has. */
  private static final int TABLE_HEADS = 128;

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final int layers;

  SglangWideLayers(PassBuilder pass) {
    this.pass = pass;
    this.plan = pass.plan();
    this.layers = plan.layers();
  }

  /** Models with dense latent attention. */
  void latent(MlaDetails mla) {
    GemmQuant quant = plan.quant().modes().gemm();
    long compressed = (long) mla.qLoraRank() + mla.cachedElements();
    int tp = plan.parallel().tp();
    TokenShare share = pass.isPrefill() ? new TokenShare(tp, plan.parallel().cp()) : pass.share();
    pass.add("qkv_a_proj_gemm", layers, Gemm.of(compressed, plan.hidden(), quant).on(share));
    gather();
    pass.embedding(plan.model().shape().vocabSize())
        .norm("add_norm_1", layers)
        .gemm("downscale_gemm", layers, compressed, plan.hidden(), quant)
        .add("attention", layers, Role.ATTENTION, attention())
        .gatherKv(
            "cp_kv_all_gather",
            layers,
            plan.quant().modes().kv().bytesPerElement() * mla.cachedElements());
    scatter();
    experts();
  }

  /** Models with another attention block. */
  void block(Operation attention) {
    gather();
    pass.add("attention", layers, Role.ATTENTION, attention);
    scatter();
    experts();
  }

  private Operation attention() {
    QuantModes modes = plan.quant().modes();
    Parallelism parallel = plan.parallel();
    int heads = TABLE_HEADS / parallel.tp();
    String kernel = plan.options().latentKernel();
    return pass.isPrefill()
        ? new WideEpContextMla(heads, modes.fmha(), modes.kv(), kernel, parallel.cp())
        : new WideEpGenerationMla(heads, modes.kv(), kernel);
  }

  /** Prefill of a worker that only decodes keeps plain collectives; it counts for its weights. */
  private void experts() {
    if (!pass.exchangesWidely()) {
      DeepSeekLayers.feedForward(pass, layers, plan.parallel().tp());
      return;
    }
    WideExpertBlock block = WideExpertBlock.of(pass, Distribution.MILD, layers);
    block.shared(pass);
    block.exchanged(pass);
  }

  private void gather() {
    collective("tp_all_gather", Collective.ALL_GATHER);
  }

  private void scatter() {
    collective("tp_reduce_scatter", Collective.REDUCE_SCATTER);
  }

  private void collective(String name, Collective collective) {
    int tp = plan.parallel().tp();
    if (pass.isPrefill() && tp > 1) {
      pass.add(name, layers, Nccl.of(collective, plan.hidden(), tp));
    }
  }
}
