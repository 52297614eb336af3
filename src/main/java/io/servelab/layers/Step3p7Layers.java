package io.servelab.layers;

import io.servelab.model.HybridAttention;
import io.servelab.model.Step3p7Details;
import java.util.List;

/**
 * Full and sliding-window attention, experts with a dense layer beside them in most layers:
 * Step-3.5, Step-3.7.
 */
final class Step3p7Layers implements FamilyLayers {

  private static final GatedLayer BESIDE_EXPERTS =
      new GatedLayer("gate_up_gemm", "act", "down_gemm", true).prefixed("shared_expert_dense_");

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    Step3p7Details details = plan.model().details(Step3p7Details.class);
    int tp = plan.parallel().tp();
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary);
    new HybridBlocks(pass, plan.model().shape().interSize(), details.headGate())
        .all(details.attention());
    pass.logits(vocabulary / tp).p2p();
    int moeLayers = details.attention().layers().moe();
    if (details.sharedInterSize() > 0 && moeLayers > 0) {
      pass.gated(
          BESIDE_EXPERTS, moeLayers, details.sharedInterSize(), tp, plan.quant().modes().gemm());
    }
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    return windowed(plan, plan.model().details(Step3p7Details.class).attention());
  }

  /** Sliding-window layers keep no more than their window. */
  static KvCache windowed(LayerPlan plan, HybridAttention attention) {
    double global =
        cacheBytes(plan, HybridKind.globalMoe(attention), HybridKind.globalDense(attention));
    double sliding =
        cacheBytes(plan, HybridKind.slidingMoe(attention), HybridKind.slidingDense(attention));
    int window = attention.window();
    return KvCache.growing(
        tokens -> global * tokens + sliding * Math.min(tokens, window),
        plan.model().shape().contextLength());
  }

  private static double cacheBytes(LayerPlan plan, HybridKind... kinds) {
    double bytesPerElement = plan.quant().modes().kv().bytesPerElement();
    return List.of(kinds).stream()
        .mapToDouble(kind -> kind.cacheBytesPerToken(plan.parallel().tp(), bytesPerElement))
        .sum();
  }
}
