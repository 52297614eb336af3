package io.servelab.op.group;

import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * Two branches that run side by side: the time of the longer one, the energy and weights of both.
 *
 * @param first operations of one branch
 * @param second operations of the other branch
 */
public record Overlap(List<LayerOp> first, List<LayerOp> second) implements Operation {

  /** Copies the branches. */
  public Overlap {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  @Override
  public double weightBytes() {
    return Branch.weightBytes(first) + Branch.weightBytes(second);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Branch one = Branch.bind(first, database);
    Branch other = Branch.bind(second, database);
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        OpTime left = one.time(shape);
        OpTime right = other.time(shape);
        OpTime both = left.plus(right);
        return new OpTime(
            Math.max(left.latencyMs(), right.latencyMs()),
            both.energyWms(),
            both.source(),
            both.evidence());
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return one.dependsOnTokensOnly() && other.dependsOnTokensOnly();
      }
    };
  }
}
