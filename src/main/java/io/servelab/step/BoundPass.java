package io.servelab.step;

import io.servelab.op.DecodeSteps;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.Arrays;
import java.util.List;

/** Some operations of a pass, bound to a database; operations of one name are added up. */
final class BoundPass {

  private final List<String> names;
  private final OperationTimer[] timers;

  /** {@code slots[i]} is the place of {@code timers[i]} among the names. */
  private final int[] slots;

  /** Whether {@code timers[i]} is the first of its name. */
  private final boolean[] first;

  private BoundPass(List<String> names, OperationTimer[] timers, int[] slots) {
    this.names = names;
    this.timers = timers;
    this.slots = slots;
    this.first = new boolean[slots.length];
    boolean[] met = new boolean[names.size()];
    for (int index = 0; index < slots.length; index++) {
      first[index] = !met[slots[index]];
      met[slots[index]] = true;
    }
  }

  static BoundPass of(List<LayerOp> operations, PerfDatabase database) {
    List<String> names = operations.stream().map(LayerOp::name).distinct().toList();
    return new BoundPass(
        names,
        operations.stream()
            .map(operation -> CachedTimer.of(operation.bind(database)))
            .toArray(OperationTimer[]::new),
        operations.stream().mapToInt(operation -> names.indexOf(operation.name())).toArray());
  }

  PassTime time(OpShape shape) {
    OpTime[] times = new OpTime[names.size()];
    for (int index = 0; index < timers.length; index++) {
      OpTime time = timers[index].time(shape);
      int slot = slots[index];
      times[slot] = first[index] ? time : times[slot].plus(time);
    }
    return PassTime.shared(names, times);
  }

  /** Sum of sampled decode passes, each counted as often as it stands for. */
  PassTime time(DecodeSteps steps) {
    OpTime[][] series = new OpTime[names.size()][];
    for (int index = 0; index < timers.length; index++) {
      OpTime[] times = timers[index].times(steps);
      int slot = slots[index];
      series[slot] = first[index] ? times : sums(series[slot], times);
    }
    double[] weights = new double[steps.count()];
    Arrays.setAll(weights, steps::weight);
    OpTime[] totals = new OpTime[series.length];
    Arrays.setAll(totals, slot -> OpTime.sum(series[slot], weights));
    return PassTime.shared(names, totals);
  }

  private static OpTime[] sums(OpTime[] left, OpTime[] right) {
    OpTime[] sums = new OpTime[left.length];
    for (int step = 0; step < sums.length; step++) {
      sums[step] = left[step].plus(right[step]);
    }
    return sums;
  }
}
