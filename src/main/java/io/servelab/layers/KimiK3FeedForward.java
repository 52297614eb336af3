package io.servelab.layers;

import io.servelab.model.GemmQuant;
import io.servelab.model.KimiK3Details;

/** Feed-forward layers of Kimi-K3: a few dense ones, then experts behind a narrow projection. */
final class KimiK3FeedForward {

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final KimiK3Details details;

  KimiK3FeedForward(PassBuilder pass, KimiK3Details details) {
    this.pass = pass;
    this.plan = pass.plan();
    this.details = details;
  }

  void add() {
    int dense = details.denseLayers();
    if (dense > 0) {
      pass.gated(
              new GatedLayer("dense_gate_up_gemm", "dense_act_gate", "dense_down_gemm", true),
              dense,
              plan.model().shape().interSize(),
              plan.parallel().tp(),
              plan.quant().modes().gemm())
          .allReduce("dense_ffn_ar", dense);
    }
    if (plan.layers() > dense) {
      experts(plan.layers() - dense);
    }
  }

  private void experts(int count) {
    long latent = details.latentSize();
    RoutedExperts routed = RoutedExperts.of(plan, Distribution.MILD).inside(latent);
    routed.router(pass, "", count);
    pass.gemm("latent_down_gemm", count, latent, plan.hidden(), GemmQuant.BFLOAT16)
        .elementWise("latent_norm", count, 2 * latent, 2 * latent);
    routed.exchanged(pass, "", count);
    pass.gemm("latent_up_gemm", count, plan.hidden(), latent, GemmQuant.BFLOAT16)
        .gated(
            new GatedLayer("shared_gate_up_gemm", "shared_act_gate", "shared_down_gemm", true),
            count,
            (long) plan.model().experts().shared() * plan.model().experts().interSize(),
            plan.parallel().tp(),
            GemmQuant.BFLOAT16);
  }
}
