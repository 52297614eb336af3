package io.servelab.layers;

import io.servelab.op.Bound;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import io.servelab.perf.PerfDatabase;
import java.util.List;
import java.util.Optional;

/**
 * A block that was measured as a whole and of which parts were edited: its time, more or less by
 * what the edits do to the sum of its parts.
 *
 * @param block the block with its parts before the edits
 * @param parts its parts after the edits
 */
record EditedBlock(Fallback block, List<LayerOp> parts) implements Operation {

  EditedBlock {
    parts = List.copyOf(parts);
  }

  @Override
  public double weightBytes() {
    double moved = sum(parts).weightBytes() - sum(block.parts()).weightBytes();
    return Math.max(0, block.weightBytes() + moved);
  }

  private static Overlap sum(List<LayerOp> operations) {
    return new Overlap(operations, List.of());
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    OperationTimer whole = block.bind(database);
    OperationTimer before = sum(block.parts()).bind(database);
    OperationTimer after = sum(parts).bind(database);
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        OpTime moved = after.time(shape).plus(before.time(shape).times(-1));
        return whole.time(shape).plus(moved).nonNegative();
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        return whole.bound(shape);
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return whole.dependsOnTokensOnly()
            && before.dependsOnTokensOnly()
            && after.dependsOnTokensOnly();
      }
    };
  }
}
