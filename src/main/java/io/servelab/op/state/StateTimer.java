package io.servelab.op.state;

import io.servelab.error.NoDataException;
import io.servelab.op.MemoryTraffic;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;
import java.util.function.Supplier;

/** Times a kernel with a recurrent state: its curve where it has one, else the bytes it moves. */
final class StateTimer implements OperationTimer {

  /** Bytes that a call moves. */
  @FunctionalInterface
  interface Traffic {
    double bytes(double sequences, double length);
  }

  private final PerfDatabase database;
  private final StatePass pass;
  private final int draftTokens;
  private final Traffic traffic;
  private final Resolved<Optional<GridInterpolator>> curve;

  StateTimer(
      PerfDatabase database,
      StatePass pass,
      int draftTokens,
      Traffic traffic,
      Supplier<Optional<Grid>> grid) {
    this.database = database;
    this.pass = pass;
    this.draftTokens = draftTokens;
    this.traffic = traffic;
    this.curve =
        Resolved.by(() -> grid.get().map(found -> GridInterpolator.linear(found, this::boundMs)));
  }

  @Override
  public OpTime time(OpShape shape) {
    double sequences = pass.sequences(shape, draftTokens);
    double length = pass.length(shape, draftTokens);
    Optional<GridInterpolator> measured = curve.get();
    if (measured.isPresent() && length > 0) {
      try {
        return OpTime.measured(
            pass == StatePass.DECODE
                ? measured.get().read(sequences)
                : measured.get().read(sequences, length));
      } catch (NoDataException beyond) {
        return roofline(sequences, length);
      }
    }
    return roofline(sequences, length);
  }

  private OpTime roofline(double sequences, double length) {
    return OpTime.roofline(MemoryTraffic.boundMs(database, traffic.bytes(sequences, length)));
  }

  private double boundMs(double... point) {
    double length = pass == StatePass.DECODE ? 1 : point[1];
    return MemoryTraffic.boundMs(database, traffic.bytes(point[0], length));
  }
}
