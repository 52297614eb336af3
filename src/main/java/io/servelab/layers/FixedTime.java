package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * An operation whose time an analyst states: a constant for each call and a share for each token.
 *
 * @param callMs time of a call without tokens, milliseconds
 * @param tokenMs time of each token of the pass, milliseconds
 * @param weightBytes weights on one rank, bytes
 */
public record FixedTime(double callMs, double tokenMs, double weightBytes) implements Operation {

  /** Requires numbers that are not negative. */
  public FixedTime {
    requireNotNegative("call_ms", callMs);
    requireNotNegative("token_ms", tokenMs);
    requireNotNegative("weight_bytes", weightBytes);
  }

  private static void requireNotNegative(String what, double value) {
    if (!(value >= 0)) {
      throw InvalidValueException.of(what, value, "it cannot be negative.");
    }
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        return OpTime.formula(callMs + tokenMs * shape.tokens());
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return true;
      }
    };
  }
}
