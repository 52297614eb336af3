package io.servelab.search;

import io.servelab.op.Bound;
import io.servelab.op.DecodeSteps;
import io.servelab.op.LentTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operation whose answers are shared by all workers that call it: layouts that differ in their
 * experts only have the same attention.
 */
final class SharedOperation implements Operation {

  private final Operation operation;
  private final Map<Operation, OperationTimer> timers;

  /**
   * Shares an operation.
   *
   * @param timers timers of the operations of one database
   */
  SharedOperation(Operation operation, Map<Operation, OperationTimer> timers) {
    this.operation = operation;
    this.timers = timers;
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return timers.computeIfAbsent(
        operation, absent -> new Remembering(LentTimer.bind(absent, database)));
  }

  @Override
  public double weightBytes() {
    return operation.weightBytes();
  }

  @Override
  public String toString() {
    return operation.toString();
  }

  /** Remembers every answer; errors are met again. */
  private static final class Remembering implements OperationTimer {
    private final OperationTimer timer;
    private final boolean tokensOnly;
    private final Map<OpShape, OpTime> answers = new ConcurrentHashMap<>();
    private final Map<DecodeSteps, OpTime[]> decodes = new ConcurrentHashMap<>();

    Remembering(OperationTimer timer) {
      this.timer = timer;
      this.tokensOnly = timer.dependsOnTokensOnly();
    }

    @Override
    public OpTime time(OpShape shape) {
      OpShape key =
          tokensOnly ? new OpShape(shape.phase(), shape.batch(), 0, 0, shape.tokens()) : shape;
      OpTime known = answers.get(key);
      if (known == null) {
        known = timer.time(shape);
        answers.put(key, known);
      }
      return known;
    }

    @Override
    public OpTime[] times(DecodeSteps steps) {
      OpTime[] known = decodes.get(steps);
      if (known == null) {
        known = timer.times(steps);
        decodes.put(steps, known);
      }
      return known;
    }

    @Override
    public Optional<Bound> bound(OpShape shape) {
      return timer.bound(shape);
    }

    @Override
    public boolean dependsOnTokensOnly() {
      return tokensOnly;
    }
  }
}
