package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.Projection;
import io.servelab.model.Qwen35Details;
import io.servelab.op.dense.Gemm;

/** Routed experts beside a gated shared expert, and how each engine arranges them. */
final class Qwen35Experts {

  private static final int FEWEST_ROUTED_BY_GEMM = 128;

  private final PassBuilder pass;
  private final String prefix;
  private final int count;
  private final LayerPlan plan;
  private final boolean sglang;
  private final RoutedExperts routed;

  Qwen35Experts(PassBuilder pass, String prefix, int count) {
    this.pass = pass;
    this.prefix = prefix;
    this.count = count;
    this.plan = pass.plan();
    this.sglang = plan.engine() == ServingEngine.SGLANG;
    this.routed = RoutedExperts.of(plan, Distribution.STRONG).afterReducedAttention();
  }

  void add() {
    if (pass.isPrefill()) {
      router(pass);
      preDispatch(pass);
      routed.experts(pass, prefix, count);
      routed.postDispatch(pass, prefix, count);
      shared(pass);
      merge();
      return;
    }
    if (plan.engine() == ServingEngine.TRTLLM) {
      router(pass);
      preDispatch(pass);
      routed.experts(pass, prefix, count);
      shared(pass);
    } else {
      overlapped();
    }
    merge();
    routed.postDispatch(pass, prefix, count);
  }

  /** vLLM and SGLang run the shared expert beside the routed ones while decoding. */
  private void overlapped() {
    if (sglang) {
      preDispatch(pass);
    }
    pass.overlap(
        prefix + "moe_overlap",
        branch -> {
          router(branch);
          if (!sglang) {
            preDispatch(branch);
          }
          routed.experts(branch, prefix, count);
        },
        this::shared);
  }

  private void router(PassBuilder target) {
    if (plan.model().experts().count() >= FEWEST_ROUTED_BY_GEMM) {
      routed.router(target, prefix, count);
    }
  }

  /** Without data parallelism SGLang's ranks already hold every token. */
  private void preDispatch(PassBuilder target) {
    if (!sglang || plan.parallel().dp() > 1) {
      routed.preDispatch(target, prefix, count);
    }
  }

  private void shared(PassBuilder target) {
    GemmQuant quant = plan.quant().gemm(Projection.SHARED_EXPERT);
    long width = plan.model().details(Qwen35Details.class).sharedInterSize();
    if (!sglang) {
      target.add(
          prefix + "shared_expert_gate_gemm",
          count,
          Gemm.of(1, plan.hidden(), GemmQuant.BFLOAT16).withRooflineBelowGrid());
    }
    target.gated(
        new GatedLayer(
            prefix + "shared_gate_up_gemm",
            prefix + "shared_act_gate",
            prefix + "shared_down_gemm",
            true),
        count,
        width,
        plan.parallel().tp(),
        quant);
    if (!sglang) {
      target.elementWise(prefix + "shared_expert_gate_mul", count, plan.hidden(), plan.hidden());
    }
  }

  /** SGLang's kernel gates the shared expert while it adds both results. */
  private void merge() {
    long inputs = sglang ? 3 : 2;
    pass.elementWise(prefix + "shared_merge", count, inputs * plan.hidden(), plan.hidden());
  }
}
