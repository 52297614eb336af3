package io.servelab.op.attention;

import io.servelab.model.KvQuant;
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
import java.util.Arrays;
import java.util.Optional;

/** Times {@link GenerationAttention}. */
final class GenerationAttentionTimer implements MeasuredTimer {

  static final TableIndex<AttentionTable> INDEX =
      database -> {
        PerfTable table = database.table("generation_attention");
        PerfTable.NumberColumn isl = table.number("isl");
        PerfTable.NumberColumn step = table.number("step");
        return AttentionTable.of(
                table,
                table.number("num_heads")::at,
                table.number("batch_size")::at,
                row -> isl.at(row) + step.at(row))
            .flooredBy(slice -> floor(database, slice));
      };

  private static final int SAMPLES = 5;

  private final GenerationAttention attention;
  private final PerfDatabase database;
  private final Resolved<AttentionReader> table;
  private final Resolved<AttentionEstimator> estimator;

  GenerationAttentionTimer(GenerationAttention attention, PerfDatabase database) {
    this.attention = attention;
    this.database = database;
    Roofline roofline =
        point ->
            rowBound(database, attention.slice(), attention.kv(), point[0], point[1], point[2]);
    this.table =
        Resolved.by(
            () ->
                AttentionReader.of(
                    AttentionPhase.DECODE,
                    database,
                    attention.slice(),
                    attention.lanes(),
                    grid -> GridInterpolator.linear(grid, roofline)));
    this.estimator = Resolved.by(() -> AttentionEstimator.generation(attention, database));
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    database.system().gpu().flops(GenerationAttention.mathType(database, attention.kv()));
  }

  @Override
  public OpTime measured(OpShape shape) {
    AttentionReader reader = table.get();
    long low = Math.max(1, (long) Math.floor(0.9 * shape.length()));
    long high = Math.max(low, (long) Math.floor(1.1 * shape.length()));
    OpTime sum = OpTime.NONE;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double position = low + (high - low) * sample / (SAMPLES - 1);
      sum =
          sum.plus(
              OpTime.measured(reader.read(attention.heads().query(), shape.batch(), position)));
    }
    return sum.times(1.0 / SAMPLES);
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double boundMs = attention.bound(database, shape.batch(), shape.length()).totalMs();
    return estimator.get().time(boundMs, attention.heads().query(), shape.batch(), shape.length());
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(attention.bound(database, shape.batch(), shape.length()).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(attention.bound(database, shape.batch(), shape.length()));
  }

  /** Bound of a row, milliseconds. */
  static double rowBound(
      PerfDatabase database,
      AttentionSlice slice,
      KvQuant kv,
      double n,
      double batch,
      double length) {
    int kvHeads = slice.kvHeads() == 0 ? (int) n : slice.kvHeads();
    Heads heads = new Heads((int) n, kvHeads, slice.headDim());
    return GenerationAttention.bound(database, heads, slice.window(), kv, batch, length).totalMs();
  }

  private static Optional<Roofline> floor(PerfDatabase database, AttentionSlice slice) {
    return Arrays.stream(KvQuant.values())
        .filter(kv -> kv.id().equals(slice.kv()))
        .filter(
            kv ->
                database
                    .system()
                    .gpu()
                    .flops()
                    .containsKey(GenerationAttention.mathType(database, kv)))
        .findFirst()
        .map(kv -> point -> rowBound(database, slice, kv, point[0], point[1], point[2]));
  }
}
