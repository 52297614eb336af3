package io.servelab.op.state;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.Evidence;
import io.servelab.perf.Source;
import java.util.Optional;

/** A kernel whose work another one was measured to include. */
record FusedAwayTimer() implements OperationTimer {

  private static final OpTime NOTHING = new OpTime(0, 0, Source.SILICON, Evidence.MEASURED);

  @Override
  public OpTime time(OpShape shape) {
    return NOTHING;
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(Bound.ZERO);
  }
}
