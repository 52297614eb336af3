package io.servelab.op.comm;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import java.util.Optional;

/** A message that has no one to go to. */
record FreeTimer(OpTime nothing) implements OperationTimer {

  @Override
  public OpTime time(OpShape shape) {
    return nothing;
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(Bound.ZERO);
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}
