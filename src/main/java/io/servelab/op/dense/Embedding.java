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
 * Looks up token embeddings: one 16-bit row of the hidden size for each token. Never measured.
 *
 * @param rows rows of the table on this rank
 * @param hidden hidden size
 * @param share tokens of the call
 */
public record Embedding(long rows, long hidden, TokenShare share) implements Operation {

  private static final int BYTES = 2;

  @Override
  public double weightBytes() {
    return (double) rows * hidden * BYTES;
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
    return (double) share.of(shape.tokens()) * hidden * BYTES;
  }
}
