package io.servelab.layers;

import io.servelab.model.GemmQuant;
import io.servelab.model.KimiK3Details;
import io.servelab.model.LinearAttention;
import io.servelab.model.MlaDetails;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.attention.Heads;
import io.servelab.op.mla.ContextMla;
import io.servelab.op.mla.GenerationMla;
import io.servelab.op.mla.MlaBmm;
import io.servelab.op.mla.MlaModuleContext;
import io.servelab.op.mla.MlaModuleGeneration;
import io.servelab.op.state.Kda;
import io.servelab.op.state.StatePass;
import java.util.OptionalInt;

/** The attention layers of Kimi-K3: delta rule, then latent attention with an output gate. */
final class KimiK3Attention {

  /** Convolution, recurrence and norm of one new token in one kernel of vLLM. */
  private static final String FUSED_DECODE = "fused_kda_decode";

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final KimiK3Details details;
  private final GemmQuant quant;
  private final int tp;

  KimiK3Attention(PassBuilder pass, KimiK3Details details) {
    this.pass = pass;
    this.plan = pass.plan();
    this.details = details;
    this.quant = plan.quant().modes().gemm();
    this.tp = plan.parallel().tp();
  }

  void add() {
    if (details.kdaLayers() > 0) {
      deltaRule(details.kdaLayers());
    }
    if (plan.layers() > details.kdaLayers()) {
      latent(plan.layers() - details.kdaLayers());
    }
  }

  private void deltaRule(int count) {
    LinearAttention kda = details.kda();
    long dim = kda.valueHeadDim();
    long width = kda.valueHeads() / tp * dim;
    pass.norm("kda_norm", count)
        .gemm("kda_qkvg_gemm", count, 4 * width, plan.hidden(), quant)
        .gemm("kda_bfa_gemm", count, kda.valueHeads() + dim, plan.hidden(), quant)
        .gemm("kda_fb_gemm", count, width, dim, quant);
    recurrence(count, width);
    pass.gemmAfterQuantised("kda_o_gemm", count, plan.hidden(), width, quant)
        .allReduce("kda_ar", count);
  }

  private void recurrence(int count, long width) {
    boolean vllm = KimiK3Layers.isVllm(plan);
    int drafts = plan.options().draftTokens();
    if (pass.isPrefill()) {
      pass.add("kda_conv1d", count, kernel(Kda.PREFILL_CONVOLUTION, StatePass.PREFILL))
          .add(
              "kda_scan",
              count,
              kernel(vllm ? Kda.PREFILL_SCAN_VLLM : Kda.PREFILL_SCAN, StatePass.PREFILL));
    } else if (drafts > 0) {
      pass.add("kda_conv1d", count, kernel(Kda.DECODE_CONVOLUTION, StatePass.VERIFY))
          .add(
              "kda_verify",
              count,
              kernel(vllm ? Kda.VERIFY_UPDATE_VLLM : Kda.VERIFY_UPDATE, StatePass.VERIFY));
    } else if (vllm) {
      pass.add("kda_fused_decode", count, kernel(FUSED_DECODE, StatePass.DECODE));
      return;
    } else {
      pass.add("kda_conv1d", count, kernel(Kda.DECODE_CONVOLUTION, StatePass.DECODE))
          .add("kda_recurrent", count, kernel(Kda.DECODE_UPDATE, StatePass.DECODE));
    }
    pass.elementWise("kda_onorm", count, 2 * width, width);
  }

  private Kda kernel(String name, StatePass state) {
    LinearAttention kda = details.kda();
    return new Kda(
        name,
        state,
        (int) plan.hidden(),
        new LinearAttention(
            kda.keyHeads() / tp,
            kda.keyHeadDim(),
            kda.valueHeads() / tp,
            kda.valueHeadDim(),
            kda.convKernel()),
        state == StatePass.VERIFY ? plan.options().draftTokens() + 1 : 0);
  }

  private void latent(int count) {
    MlaDetails mla = details.mla();
    long outputWidth = (long) heads() * mla.vHeadDim();
    pass.norm("mla_norm", count)
        .gemm(
            "mla_downscale_gemm",
            count,
            mla.qLoraRank() + mla.cachedElements(),
            plan.hidden(),
            quant);
    if (KimiK3Layers.isVllm(plan)) {
      pass.attentionBlock(
          "mla_block", block -> module(block, count), block -> kernels(block, count));
    } else {
      kernels(pass, count);
    }
    if (details.outputGate()) {
      pass.gemm("mla_gate_gemm", count, outputWidth, plan.hidden(), quant)
          .elementWise("mla_gate_mul", count, 2 * outputWidth, outputWidth);
    }
    pass.allReduce("mla_ar", count);
  }

  private int heads() {
    return plan.model().attention().heads() / tp;
  }

  private void module(PassBuilder block, int count) {
    QuantModes modes = plan.quant().modes();
    OptionalInt nativeHeads = OptionalInt.of(plan.model().attention().heads());
    block.add(
        "mla_module",
        count,
        block.isPrefill()
            ? new MlaModuleContext(heads(), modes.fmha(), modes.kv(), quant, nativeHeads)
            : new MlaModuleGeneration(heads(), modes.kv(), quant, nativeHeads));
  }

  private void kernels(PassBuilder block, int count) {
    MlaDetails mla = details.mla();
    boolean products = !block.isPrefill() && !KimiK3Layers.isVllm(plan);
    GemmQuant latent = quant == GemmQuant.BFLOAT16 ? quant : GemmQuant.FP8;
    block.gemm(
        "mla_q_b_gemm",
        count,
        (long) heads() * (mla.nopeHeadDim() + mla.ropeHeadDim()),
        mla.qLoraRank(),
        quant);
    if (block.isPrefill()) {
      block.gemm(
          "mla_kv_b_gemm",
          count,
          (long) heads() * (mla.nopeHeadDim() + mla.vHeadDim()),
          mla.kvLoraRank(),
          quant);
    }
    if (products) {
      block.add("bmm_pre", count, new MlaBmm(heads(), latent, true));
    }
    block.add("attention", count, Role.ATTENTION, core(block));
    if (products) {
      block.add("bmm_post", count, new MlaBmm(heads(), latent, false));
    }
    block.gemmAfterQuantised(
        "mla_o_gemm", count, plan.hidden(), (long) heads() * mla.vHeadDim(), quant);
  }

  private Operation core(PassBuilder block) {
    QuantModes modes = plan.quant().modes();
    if (KimiK3Layers.isVllm(plan)) {
      return block.attention(new Heads(heads(), heads(), details.mla().vHeadDim()), 0, false);
    }
    return block.isPrefill()
        ? new ContextMla(heads(), modes.fmha(), modes.kv(), 1)
        : new GenerationMla(heads(), modes.kv());
  }
}
