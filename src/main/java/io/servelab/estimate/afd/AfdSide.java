package io.servelab.estimate.afd;

import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;
import io.servelab.step.MemoryLedger;
import io.servelab.step.MemoryModel;
import io.servelab.step.PassTime;
import io.servelab.step.StepTimer;
import java.util.List;

/** One side in one phase: its operations bound to measurements, its memory. */
final class AfdSide {

  private final Phase phase;
  private final StepTimer timer;
  private final MemoryModel memory;

  AfdSide(Phase phase, LayerPlan plan, List<LayerOp> operations, PerfDatabase database) {
    this.phase = phase;
    this.timer =
        StepTimer.of(
            phase == Phase.PREFILL
                ? new LayerStack(operations, List.of())
                : new LayerStack(List.of(), operations),
            database);
    this.memory =
        MemoryModel.of(plan, new LayerStack(operations, List.of()), ModelLayers.kvCache(plan));
  }

  /** A pass of this phase. */
  PassTime time(OpShape shape) {
    return phase == Phase.PREFILL
        ? timer.prefill(shape.batch(), shape.length(), shape.prefix())
        : timer.decode(shape.batch(), shape.length());
  }

  MemoryLedger ledger(MemoryModel.Moment moment) {
    return memory.ledger(moment);
  }
}
