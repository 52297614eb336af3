package io.servelab.layers;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * An operation that takes a multiple of its time and energy, with the same weights.
 *
 * @param operation the operation
 * @param factor factor on time and energy
 */
record ScaledOperation(Operation operation, double factor) implements Operation {

  /** An operation scaled; scaled twice it takes the product. */
  static ScaledOperation of(Operation operation, double factor) {
    return operation instanceof ScaledOperation scaled
        ? new ScaledOperation(scaled.operation, scaled.factor * factor)
        : new ScaledOperation(operation, factor);
  }

  @Override
  public double weightBytes() {
    return operation.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    OperationTimer timer = operation.bind(database);
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        return timer.time(shape).times(factor);
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        return timer.bound(shape);
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return timer.dependsOnTokensOnly();
      }
    };
  }
}
