package io.servelab.op.comm;

import io.servelab.hardware.Interconnect;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.TokenShare;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import java.util.Optional;

/**
 * The hidden state handed from one pipeline stage to the next over the inter-node link. Never
 * measured.
 *
 * @param hidden 16-bit elements for each token
 * @param stages pipeline stages; one stage sends nothing
 * @param share tokens of the call
 */
public record P2P(long hidden, int stages, TokenShare share) implements Operation {

  private static final int BYTES = 2;

  /** Over all tokens. */
  public static P2P of(long hidden, int stages) {
    return new P2P(hidden, stages, TokenShare.WHOLE);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    if (stages <= 1) {
      return new FreeTimer(new OpTime(0, 0, Source.SILICON, Evidence.MEASURED));
    }
    Interconnect links = database.system().links();
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        double transferMs = transferMs(links, shape);
        return database.mode() == DataMode.SOL
            ? OpTime.roofline(transferMs)
            : OpTime.formula(transferMs + links.p2pLatencyS() * 1000);
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        double ms = transferMs(links, shape);
        return Optional.of(new Bound(ms, 0, ms));
      }

      @Override
      public boolean dependsOnTokensOnly() {
        return true;
      }
    };
  }

  private double transferMs(Interconnect links, OpShape shape) {
    return (double) share.of(shape.tokens()) * hidden * BYTES / links.interNodeBytesPerS() * 1000;
  }
}
