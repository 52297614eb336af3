package io.servelab.op;

import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * An operation at its place in a pass.
 *
 * @param name unique within the pass unless operations are meant to be reported together
 * @param count calls in one pass, usually the number of layers; may be fractional
 * @param role how the operation takes part in passes that mix prefill and decode
 * @param operation what is called
 */
public record LayerOp(String name, double count, Role role, Operation operation) {

  /** How an operation takes part in a pass. */
  public enum Role {
    /** Runs once over all tokens of the pass. */
    TOKENS,
    /** Runs once over the last token of every sequence. */
    LAST_TOKENS,
    /** Runs over every sequence with its own past. */
    ATTENTION
  }

  /** An operation over all tokens. */
  public static LayerOp tokens(String name, double count, Operation operation) {
    return new LayerOp(name, count, Role.TOKENS, operation);
  }

  /** An attention operation. */
  public static LayerOp attention(String name, double count, Operation operation) {
    return new LayerOp(name, count, Role.ATTENTION, operation);
  }

  /** The same with another count. */
  public LayerOp withCount(double calls) {
    return new LayerOp(name, calls, role, operation);
  }

  /** The same with another operation. */
  public LayerOp withOperation(Operation other) {
    return new LayerOp(name, count, role, other);
  }

  /** Weights of all calls on one rank, bytes. */
  public double weightBytes() {
    return operation.weightBytes() * count;
  }

  /** Prepares all calls of a pass. */
  public OperationTimer bind(PerfDatabase database) {
    OperationTimer one = LentTimer.bind(operation, database);
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        return one.time(seen(shape)).nonNegative().times(count);
      }

      @Override
      public OpTime[] times(DecodeSteps steps) {
        OpTime[] calls = one.times(steps);
        OpTime[] times = new OpTime[calls.length];
        for (int step = 0; step < times.length; step++) {
          times[step] = calls[step].nonNegative().times(count);
        }
        return times;
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        return one.bound(seen(shape)).map(bound -> bound.times(count));
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return one.dependsOnTokensOnly();
      }
    };
  }

  private OpShape seen(OpShape shape) {
    return role == Role.LAST_TOKENS && shape.phase() == Phase.PREFILL
        ? shape.withTokens(shape.batch())
        : shape;
  }
}
