package io.servelab.op.dense;

import io.servelab.op.Bound;
import io.servelab.op.MemoryTraffic;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.TokenShare;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * Norms, residual additions, activations, gates: kernels that only move bytes. Never measured.
 *
 * @param bytesPerToken bytes read and written for each token
 * @param share tokens of the call
 */
public record ElementWise(double bytesPerToken, TokenShare share) implements Operation {

  /** A 16-bit kernel that reads {@code in} and writes {@code out} elements for each token. */
  public static ElementWise of(long in, long out) {
    return new ElementWise(2.0 * in + 2.0 * out, TokenShare.WHOLE);
  }

  /** The same on a share of the tokens. */
  public ElementWise on(TokenShare tokens) {
    return new ElementWise(bytesPerToken, tokens);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        return MemoryTraffic.time(database, bytes(shape));
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        return Optional.of(MemoryTraffic.bound(database, bytes(shape)));
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return true;
      }
    };
  }

  private double bytes(OpShape shape) {
    return bytesPerToken * share.of(shape.tokens());
  }
}
