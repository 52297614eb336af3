package io.servelab.op.group;

import io.servelab.error.NoDataException;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/** Times {@link Fallback}. */
final class FallbackTimer implements OperationTimer {

  private final OperationTimer block;
  private final Branch parts;

  FallbackTimer(Fallback fallback, PerfDatabase database) {
    PerfDatabase measured =
        database.mode() == DataMode.HYBRID ? database.withMode(DataMode.SILICON) : database;
    this.block = fallback.block().bind(measured);
    this.parts = Branch.bind(fallback.parts(), database);
  }

  @Override
  public OpTime time(OpShape shape) {
    try {
      return block.time(shape);
    } catch (NoDataException silent) {
      if (silent.missing() != NoDataException.Missing.MEASUREMENT) {
        throw silent;
      }
      return parts.time(shape);
    }
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return block.bound(shape);
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return block.dependsOnTokensOnly() && parts.dependsOnTokensOnly();
  }
}
