package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * The routed experts of one layer: both projections, activation, routing sort and reduction.
 *
 * <p>Table {@code moe}, one curve over tokens for each format, routing distribution, shape and
 * split. All attention ranks send their tokens to the same experts, so the curve is read at the
 * tokens of one rank times {@code attentionDp}. Small gated NVFP4 batches prefer the rows of the
 * low-latency kernel.
 *
 * @param shape dimensions of the layer
 * @param gated whether experts have a gate projection
 * @param split ranks that share the layer
 * @param quant number format
 * @param distribution how tokens spread over experts, as tables name it
 * @param attentionDp attention ranks whose tokens meet in the layer
 * @param eplb whether experts are replicated to even out prefill; counts on SGLang only
 */
public record Moe(
    ExpertShape shape,
    boolean gated,
    ExpertSplit split,
    MoeQuant quant,
    String distribution,
    int attentionDp,
    boolean eplb)
    implements Operation {

  @Override
  public double weightBytes() {
    return work().weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new MoeTimer(this, database);
  }

  /** The same with tokens that spread over experts in another way. */
  Moe routed(String otherDistribution) {
    return new Moe(shape, gated, split, quant, otherDistribution, attentionDp, eplb);
  }

  ExpertWork work() {
    return ExpertWork.of(shape, gated, split, quant);
  }
}
