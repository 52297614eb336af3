package io.servelab.op.group;

import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/** Operations one after the other. */
final class Branch implements OperationTimer {

  private final List<OperationTimer> timers;

  private Branch(List<OperationTimer> timers) {
    this.timers = timers;
  }

  static Branch bind(List<LayerOp> operations, PerfDatabase database) {
    return new Branch(operations.stream().map(operation -> operation.bind(database)).toList());
  }

  static double weightBytes(List<LayerOp> operations) {
    return operations.stream().mapToDouble(LayerOp::weightBytes).sum();
  }

  @Override
  public OpTime time(OpShape shape) {
    if (timers.isEmpty()) {
      return OpTime.NONE;
    }
    OpTime sum = timers.get(0).time(shape);
    for (OperationTimer timer : timers.subList(1, timers.size())) {
      sum = sum.plus(timer.time(shape));
    }
    return sum;
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return timers.stream().allMatch(OperationTimer::dependsOnTokensOnly);
  }
}
