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

/** Times latent attention of prompts from a slice with axes {@code (heads, length, batch)}. */
final class PrefillTimer implements MeasuredTimer {

  private static final int LENGTH_AXIS = 1;

  /** Roofline of a batch of prompts. */
  @FunctionalInterface
  interface Bounds {
    Bound of(double heads, double batch, double length, double prefix);
  }

  /**
   * What is timed.
   *
   * @param heads heads of this rank
   * @param cp context-parallel ranks that split the prompt
   * @param bounds its roofline
   * @param tableBounds the roofline that carries the table beyond its points
   * @param ratesFirst whether a missing arithmetic rate is reported before missing rows
   */
  record Kernel(int heads, int cp, Bounds bounds, Bounds tableBounds, boolean ratesFirst) {
    static Kernel of(int heads, int cp, Bounds bounds) {
      return new Kernel(heads, cp, bounds, bounds, true);
    }
  }

  /** Time of equal prompts. */
  @FunctionalInterface
  private interface Part {
    OpTime time(double batch, double length, double prefix);
  }

  private final PerfDatabase database;
  private final Kernel kernel;
  private final Resolved<GridInterpolator> table;
  private final Resolved<Utilisation> samples;

  PrefillTimer(PerfDatabase database, Kernel kernel, Supplier<Grid> slice) {
    this.database = database;
    this.kernel = kernel;
    Roofline row = point -> kernel.tableBounds.of(point[0], point[2], point[1], 0).totalMs();
    this.table = Resolved.by(() -> GridInterpolator.squareRootOn(LENGTH_AXIS, slice.get(), row));
    this.samples = Samples.of(slice, row);
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    if (kernel.ratesFirst) {
      kernel.bounds.of(1, 1, 1, 0);
    }
  }

  @Override
  public OpTime measured(OpShape shape) {
    return busiestRank(shape, this::read);
  }

  @Override
  public OpTime estimated(OpShape shape) {
    return busiestRank(shape, this::estimate);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(at(shape).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(at(shape));
  }

  private OpTime read(double batch, double length, double prefix) {
    double full = length + prefix;
    double share = full > 0 ? (full * full - prefix * prefix) / (full * full) : 0;
    return OpTime.measured(table.get().read(kernel.heads, full, batch)).times(share);
  }

  private OpTime estimate(double batch, double length, double prefix) {
    double boundMs = kernel.bounds.of(kernel.heads, batch, length, prefix).totalMs();
    double ms = samples.get().latencyMs(boundMs, 1, kernel.heads, length + prefix, batch);
    return OpTime.estimated(ms, Evidence.UTILISATION);
  }

  /** The busiest rank of a zig-zag split has one early and one late chunk of every prompt. */
  private OpTime busiestRank(OpShape shape, Part part) {
    if (kernel.cp <= 1) {
      return part.time(shape.batch(), shape.length(), shape.prefix());
    }
    double chunk = chunk(shape);
    return part.time(shape.batch(), chunk, shape.prefix())
        .plus(part.time(shape.batch(), chunk, shape.prefix() + shape.length() - chunk));
  }

  private Bound at(OpShape shape) {
    if (kernel.cp <= 1) {
      return kernel.bounds.of(kernel.heads, shape.batch(), shape.length(), shape.prefix());
    }
    double chunk = chunk(shape);
    return kernel
        .bounds
        .of(kernel.heads, shape.batch(), chunk, shape.prefix())
        .plus(
            kernel.bounds.of(
                kernel.heads, shape.batch(), chunk, shape.prefix() + shape.length() - chunk));
  }

  private double chunk(OpShape shape) {
    return Math.max(1, Math.ceil(shape.length() / (2.0 * kernel.cp)));
  }
}
