package io.servelab.op.attention;

import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.TableIndex;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** Times {@link ContextAttention}. */
final class ContextAttentionTimer implements MeasuredTimer {

  static final TableIndex<AttentionTable> INDEX =
      database -> {
        PerfTable table = database.table("context_attention");
        return AttentionTable.of(
            table,
            table.number("num_heads")::at,
            table.number("isl")::at,
            table.number("batch_size")::at);
      };

  private static final int LENGTH_AXIS = 1;

  private final ContextAttention attention;
  private final PerfDatabase database;
  private final FusedExtras extras;
  private final Resolved<AttentionReader> table;
  private final Resolved<AttentionEstimator> estimator;

  ContextAttentionTimer(ContextAttention attention, PerfDatabase database) {
    this.attention = attention;
    this.database = database;
    this.extras = FusedExtras.of(attention);
    Roofline whole =
        point -> MeasuredBound.context(attention, database, point[0], point[1], point[2]);
    this.table =
        Resolved.by(
            () ->
                AttentionReader.of(
                    AttentionPhase.PREFILL,
                    database,
                    attention.slice(),
                    attention.lanes(),
                    grid -> GridInterpolator.squareRootOn(LENGTH_AXIS, grid, whole)));
    this.estimator = Resolved.by(() -> AttentionEstimator.context(attention, database));
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    database.system().gpu().flops(attention.math().mathType());
  }

  @Override
  public OpTime measured(OpShape shape) {
    return total(shape, (length, prefix) -> read(shape.batch(), length, prefix));
  }

  @Override
  public OpTime estimated(OpShape shape) {
    return total(
        shape,
        (length, prefix) -> {
          double boundMs = attention.bound(database, shape.batch(), length, prefix).totalMs();
          return estimator
              .get()
              .time(boundMs, attention.heads().query(), length + prefix, shape.batch());
        });
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return total(
        shape,
        (length, prefix) ->
            OpTime.roofline(attention.bound(database, shape.batch(), length, prefix).totalMs()));
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    Bound core =
        sum(
            shape,
            (length, prefix) -> attention.bound(database, shape.batch(), length, prefix),
            Bound::plus);
    double extrasMs = extras.boundMs(database);
    return Optional.of(core.plus(new Bound(extrasMs, 0, extrasMs)));
  }

  private OpTime total(OpShape shape, BiFunction<Double, Double, OpTime> core) {
    return sum(shape, core, OpTime::plus).plus(extras.time(database));
  }

  /** The busiest rank of a zig-zag split has one early and one late chunk of every prompt. */
  private <T> T sum(OpShape shape, BiFunction<Double, Double, T> core, BinaryOperator<T> plus) {
    double length = shape.length();
    double prefix = shape.prefix();
    if (attention.cp() <= 1) {
      return core.apply(length, prefix);
    }
    double chunk = Math.max(1, Math.ceil(length / (2.0 * attention.cp())));
    return plus.apply(core.apply(chunk, prefix), core.apply(chunk, prefix + length - chunk));
  }

  private OpTime read(double batch, double length, double prefix) {
    double full = length + prefix;
    double share = (full * full - prefix * prefix) / (full * full);
    return OpTime.measured(table.get().read(attention.heads().query(), full, batch)).times(share);
  }
}
