package io.servelab.step;

import io.servelab.op.DecodeSteps;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import java.util.Arrays;

/**
 * Remembers the last answer of an operation that only depends on the number of tokens.
 *
 * <p>Decode passes of one batch differ in their cache length alone, so most of their operations are
 * asked the same question again and again.
 */
final class CachedTimer implements OperationTimer {

  private final OperationTimer timer;
  private volatile Answer last = new Answer(-1, -1, OpTime.NONE);

  private CachedTimer(OperationTimer timer) {
    this.timer = timer;
  }

  private record Answer(long batch, long tokens, OpTime time) {}

  static OperationTimer of(OperationTimer timer) {
    return timer.dependsOnTokensOnly() ? new CachedTimer(timer) : timer;
  }

  @Override
  public OpTime time(OpShape shape) {
    Answer known = last;
    if (known.tokens == shape.tokens() && known.batch == shape.batch()) {
      return known.time;
    }
    OpTime fresh = timer.time(shape);
    last = new Answer(shape.batch(), shape.tokens(), fresh);
    return fresh;
  }

  @Override
  public OpTime[] times(DecodeSteps steps) {
    OpTime[] times = new OpTime[steps.count()];
    if (times.length > 0) {
      Arrays.fill(times, time(steps.shape(0)));
    }
    return times;
  }
}
