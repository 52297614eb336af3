package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.Parallelism;
import io.servelab.op.Phase;
import io.servelab.op.TokenShare;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Gemm;
import io.servelab.op.moe.CommBackend;
import io.servelab.op.moe.ExchangePhase;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.MoeExpertCompute;
import io.servelab.op.moe.WideExchange;

/** A layer of experts on wide expert parallelism, and the expert that every token visits. */
final class WideExpertBlock {

  /** SMs that DeepEP's kernels for throughput occupy unless told otherwise. */
  private static final int DEEPEP_SMS = 20;

  /** The kernel that the engine runs. */
  private static final String ENGINE_KERNEL = "";

  private static final String EVENED_DISTRIBUTION = "power_law_0.6";
  private static final GatedLayer SHARED =
      new GatedLayer("gate_ffn1_gemm", "act_gate", "ffn2_gemm", false);

  private final LayerPlan plan;
  private final WideExchange exchange;
  private final Distribution distribution;
  private final double count;
  private final ExpertShape shape;

  private WideExpertBlock(
      LayerPlan plan, WideExchange exchange, Distribution distribution, double count) {
    this.plan = plan;
    this.exchange = exchange;
    this.distribution = distribution;
    this.count = count;
    this.shape = exchange.layer().shape();
  }

  /** Experts of every layer, if the phase exchanges tokens through a library. */
  static WideExpertBlock of(PassBuilder pass, Distribution distribution, double count) {
    return new WideExpertBlock(
        pass.plan(),
        pass.plan().options().wideExperts().of(pass.phase()).orElseThrow(),
        distribution,
        count);
  }

  /** Router, shared expert if there is one, exchange and experts, as each engine arranges them. */
  void all(PassBuilder pass, boolean sharedExpert) {
    if (plan.engine() != ServingEngine.TRTLLM) {
      router(pass);
      if (sharedExpert) {
        shared(pass);
      }
      exchanged(pass);
      return;
    }
    if (!sharedExpert) {
      router(pass);
      exchanged(pass);
      return;
    }
    if (pass.isPrefill()) {
      router(pass);
      shared(pass);
      exchanged(pass);
    } else {
      pass.overlap(
          "moe_overlap",
          branch -> {
            router(branch);
            exchanged(branch);
          },
          this::shared);
    }
    pass.elementWise("moe_reduce_add", count, 2 * plan.hidden(), plan.hidden());
  }

  private void router(PassBuilder pass) {
    pass.gemm("router_gemm", count, shape.experts(), plan.hidden(), GemmQuant.BFLOAT16);
  }

  /** Every rank keeps the whole expert; with DeepEP it sees its share of the prompt only. */
  void shared(PassBuilder pass) {
    GatedLayer names = plan.engine() == ServingEngine.TRTLLM ? GatedLayer.SHARED : SHARED;
    TokenShare tokens =
        pass.isPrefill() && sharesTokens()
            ? new TokenShare(plan.parallel().tp(), plan.parallel().cp())
            : pass.share();
    GemmQuant quant = plan.sharedExpertFormat();
    long width = shape.inter();
    pass.add(names.up(), count, Gemm.of(2 * width, plan.hidden(), quant).on(tokens))
        .add(names.activation(), count, ElementWise.of(2 * width, width).on(tokens))
        .add(names.down(), count, Gemm.of(plan.hidden(), width, quant).on(tokens));
  }

  /** Exchange, experts, exchange back. */
  void exchanged(PassBuilder pass) {
    for (ExchangePhase step : exchange.backend().phases()) {
      if (step == ExchangePhase.COMBINE) {
        experts(pass);
      }
      pass.add("moe_" + step.id(), count, exchange.step(step, sms(), tokenDivisor(pass)));
    }
  }

  private int sms() {
    return exchange.backend() == CommBackend.DEEPEP_HT ? DEEPEP_SMS : 0;
  }

  private int tokenDivisor(PassBuilder pass) {
    Parallelism parallel = plan.parallel();
    return pass.isPrefill() && sharesTokens() ? parallel.tp() * parallel.cp() : 1;
  }

  /** Whether attention ranks that split a sequence hand over a share of its tokens each. */
  private boolean sharesTokens() {
    return switch (exchange.backend()) {
      case DEEPEP_HT, DEEPEP_LL, DEEPEP_V2_CONTEXT, DEEPEP_V2_GENERATION -> true;
      case TRTLLM_DEEPEP_HT, TRTLLM_DEEPEP_LL, NVLINK_TWO_SIDED, NVLINK_ONE_SIDED -> false;
    };
  }

  private void experts(PassBuilder pass) {
    WideExperts wide = plan.options().wideExperts();
    pass.add(
        "moe",
        count,
        new MoeExpertCompute(
            shape,
            true,
            shape.experts() + wide.spareSlots(),
            plan.parallel().moeEp(),
            plan.quant().experts(),
            new MoeExpertCompute.ExpertLoad(
                spread(pass.phase()), pass.phase(), plan.parallel().dp(), wide.balanced()),
            ENGINE_KERNEL));
  }

  private String spread(Phase phase) {
    if (!plan.options().wideExperts().balanced()) {
      return distribution.id();
    }
    if (plan.engine() == ServingEngine.TRTLLM) {
      return distribution.id() + "_eplb";
    }
    return phase == Phase.PREFILL ? EVENED_DISTRIBUTION : distribution.id();
  }
}
