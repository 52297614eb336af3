package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;

/**
 * The routed experts of one layer on wide expert parallelism, between the steps of an exchange.
 *
 * <p>Tables {@code wideep_context_moe}, {@code wideep_generation_moe} and {@code wideep_moe}, one
 * curve over tokens for each kernel, phase, format, distribution, shape and number of slots. vLLM
 * and TensorRT-LLM fall back to the rows of {@link Moe} without tensor parallelism. No estimate, no
 * roofline.
 *
 * @param shape dimensions of the layer
 * @param gated whether experts have a gate projection
 * @param slots places for experts on all ranks, replicas included
 * @param ep expert-parallel ranks
 * @param quant number format
 * @param load how many tokens arrive and how they spread
 * @param kernel kernel as tables name it; blank for the one that the engine runs
 */
public record MoeExpertCompute(
    ExpertShape shape,
    boolean gated,
    int slots,
    int ep,
    MoeQuant quant,
    ExpertLoad load,
    String kernel)
    implements Operation {

  /**
   * The tokens that reach the experts.
   *
   * @param distribution how tokens spread over experts, as tables name it
   * @param phase pass that was measured
   * @param attentionDp attention ranks whose tokens meet in the layer
   * @param eplb whether experts are replicated to even out prefill; counts for DeepEP only
   */
  public record ExpertLoad(String distribution, Phase phase, int attentionDp, boolean eplb) {}

  @Override
  public double weightBytes() {
    return work().weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new ExpertComputeTimer(this, database);
  }

  ExpertWork work() {
    return ExpertWork.of(shape, gated, new ExpertSplit(1, ep), quant);
  }
}
