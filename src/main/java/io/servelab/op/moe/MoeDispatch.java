package io.servelab.op.moe;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * Brings tokens to the ranks that hold experts, or their results back, with plain collectives of
 * 16-bit elements.
 *
 * <p>Never measured itself: the sum of the collectives that the engine calls ({@link
 * DispatchPlan}).
 *
 * @param engine the serving engine
 * @param before true ahead of the experts, false after them
 * @param routing what a token sends
 * @param split ranks that hold the experts
 * @param attention ranks the tokens come from
 * @param quant number format of the experts; TensorRT-LLM sends tokens in it where it can
 */
public record MoeDispatch(
    ServingEngine engine,
    boolean before,
    Routing routing,
    ExpertSplit split,
    AttentionRanks attention,
    MoeQuant quant)
    implements Operation {

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return DispatchTimer.of(this, database);
  }

  /** Ranks that split the attention of one sequence. */
  int attentionTp() {
    return Math.max(1, split.ranks() / attention.dp());
  }
}
