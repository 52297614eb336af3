package io.servelab.op.moe;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times {@link MoeDispatch}: the sum of its calls, labelled as measured whatever they rest on. */
final class DispatchTimer implements OperationTimer {

  private static final OpTime NOTHING = new OpTime(0, 0, Source.SILICON, Evidence.MEASURED);

  private final Map<Phase, List<OperationTimer>> callsByPhase = new EnumMap<>(Phase.class);

  private final boolean alone;

  private DispatchTimer(boolean alone) {
    this.alone = alone;
  }

  static DispatchTimer of(MoeDispatch dispatch, PerfDatabase database) {
    DispatchPlan plan = new DispatchPlan(dispatch, database.system());
    DispatchTimer timer = new DispatchTimer(dispatch.split().ranks() == 1);
    for (Phase phase : Phase.values()) {
      timer.callsByPhase.put(
          phase, plan.calls(phase).stream().map(call -> call.bind(database)).toList());
    }
    return timer;
  }

  @Override
  public OpTime time(OpShape shape) {
    OpTime sum = NOTHING;
    for (OperationTimer call : calls(shape)) {
      sum = sum.plus(call.time(shape));
    }
    return new OpTime(sum.latencyMs(), sum.energyWms(), Source.SILICON, sum.evidence());
  }

  /** Only doing nothing has a roofline. */
  @Override
  public Optional<Bound> bound(OpShape shape) {
    return alone || calls(shape).isEmpty() ? Optional.of(Bound.ZERO) : Optional.empty();
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }

  private List<OperationTimer> calls(OpShape shape) {
    return callsByPhase.getOrDefault(shape.phase(), List.of());
  }
}
