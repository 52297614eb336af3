package io.servelab.op.group;

import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * A block that was measured as a whole, with the operations it is made of for when it was not.
 *
 * <p>The block answers from measurements only, even where estimates are allowed: a sum of measured
 * parts is closer to the truth than an estimate of the whole.
 *
 * @param block the measured block
 * @param parts the operations that stand in for it
 */
public record Fallback(LayerOp block, List<LayerOp> parts) implements Operation {

  /** Copies the parts. */
  public Fallback {
    parts = List.copyOf(parts);
  }

  @Override
  public double weightBytes() {
    double whole = block.weightBytes();
    return whole > 0 ? whole : Branch.weightBytes(parts);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new FallbackTimer(this, database);
  }
}
