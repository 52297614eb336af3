package io.servelab.op.mla;

import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.Utilisation;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Times latent attention of a decode step from a slice with axes {@code (heads, batch, length)}.
 */
final class DecodeTimer implements MeasuredTimer {

  /** Roofline of a decode step. */
  @FunctionalInterface
  interface Bounds {
    Bound of(double heads, double batch, double length);
  }

  /**
   * What is timed.
   *
   * @param heads heads of this rank
   * @param bounds its roofline
   * @param tableBounds the roofline that carries the table beyond its points
   * @param ratesFirst whether a missing arithmetic rate is reported before missing rows
   */
  record Kernel(int heads, Bounds bounds, Bounds tableBounds, boolean ratesFirst) {
    static Kernel of(int heads, Bounds bounds) {
      return new Kernel(heads, bounds, bounds, true);
    }
  }

  private final PerfDatabase database;
  private final Kernel kernel;
  private final Resolved<GridInterpolator> table;
  private final Resolved<Utilisation> samples;

  DecodeTimer(PerfDatabase database, Kernel kernel, Supplier<Grid> slice) {
    this.database = database;
    this.kernel = kernel;
    Roofline row = point -> kernel.tableBounds.of(point[0], point[1], point[2]).totalMs();
    this.table = Resolved.by(() -> GridInterpolator.linear(slice.get(), row));
    this.samples = Samples.of(slice, row);
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    if (kernel.ratesFirst) {
      kernel.bounds.of(1, 1, 1);
    }
  }

  @Override
  public OpTime measured(OpShape shape) {
    return OpTime.measured(table.get().read(kernel.heads, shape.batch(), shape.length()));
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double boundMs = at(shape).totalMs();
    double ms = samples.get().latencyMs(boundMs, 1, kernel.heads, shape.batch(), shape.length());
    return OpTime.estimated(ms, Evidence.UTILISATION);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(at(shape).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(at(shape));
  }

  private Bound at(OpShape shape) {
    return kernel.bounds.of(kernel.heads, shape.batch(), shape.length());
  }
}
