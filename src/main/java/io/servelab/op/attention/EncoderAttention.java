package io.servelab.op.attention;

import io.servelab.error.NoDataException;
import io.servelab.model.FmhaQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.MemoryTraffic;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/**
 * Attention of image patches to each other: every pair, no cache.
 *
 * <p>Table {@code encoder_attention}, axes {@code (heads, length, batch)}, square-root blend on the
 * length.
 *
 * @param heads heads of this rank
 * @param headDim width of a head
 * @param math format of the attention product
 * @param rotaryFactor share of the head that is rotated by this kernel; 0 when another one does
 */
public record EncoderAttention(int heads, int headDim, FmhaQuant math, double rotaryFactor)
    implements Operation {

  private static final int LENGTH_AXIS = 1;
  private static final double OVERHEAD = 1.1;

  private record Slice(String math, int headDim) {}

  private static final TableIndex<Slices<Slice>> INDEX =
      database -> {
        PerfTable table = database.table("encoder_attention");
        PerfTable.TextColumn math = table.text("attn_dtype");
        PerfTable.NumberColumn dim = table.number("head_dim");
        return Slices.of(
            table,
            row -> Optional.of(new Slice(math.at(row), (int) dim.at(row))),
            Slices.Axes.of(
                table,
                table.number("num_heads")::at,
                table.number("isl")::at,
                table.number("batch_size")::at));
      };

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new Timer(this, database);
  }

  private Bound bound(PerfDatabase database, double n, double length, double batch) {
    double flops = 4 * batch * length * length * n * headDim;
    double bytes = 2 * batch * (3 + 1) * n * length * headDim;
    return Bound.of(
        flops / database.system().gpu().flops(math.mathType()) * 1000,
        bytes / database.system().gpu().memoryBandwidthBytesPerS() * 1000);
  }

  private static final class Timer implements MeasuredTimer {
    private final EncoderAttention attention;
    private final PerfDatabase database;
    private final Resolved<GridInterpolator> table;
    private final Resolved<Utilisation> samples;

    Timer(EncoderAttention attention, PerfDatabase database) {
      this.attention = attention;
      this.database = database;
      Roofline roofline =
          point -> attention.bound(database, point[0], point[1], point[2]).totalMs();
      Slice slice = new Slice(attention.math.id(), attention.headDim);
      this.table =
          Resolved.by(
              () ->
                  GridInterpolator.squareRootOn(
                      LENGTH_AXIS, database.index(INDEX).require(slice), roofline));
      this.samples =
          Resolved.by(
              () ->
                  database
                      .find("encoder_attention")
                      .flatMap(found -> database.index(INDEX).find(slice))
                      .map(
                          grid -> {
                            Utilisation.Builder builder = new Utilisation.Builder(3, roofline);
                            grid.forEach(builder);
                            return builder.build();
                          })
                      .orElseThrow(
                          () ->
                              NoDataException.estimate(
                                  "No measured utilisation for " + slice + ".")));
    }

    @Override
    public PerfDatabase database() {
      return database;
    }

    @Override
    public void requireRates() {
      database.system().gpu().flops(attention.math.mathType());
    }

    @Override
    public OpTime measured(OpShape shape) {
      return OpTime.measured(table.get().read(attention.heads, shape.length(), shape.batch()))
          .plus(rotary(shape));
    }

    @Override
    public OpTime estimated(OpShape shape) {
      double ms =
          samples
              .get()
              .latencyMs(core(shape).totalMs(), 1, attention.heads, shape.length(), shape.batch());
      return OpTime.estimated(ms, Evidence.UTILISATION).plus(rotary(shape));
    }

    @Override
    public OpTime roofline(OpShape shape) {
      return OpTime.roofline(core(shape).totalMs()).plus(rotary(shape));
    }

    @Override
    public Optional<Bound> bound(OpShape shape) {
      return Optional.of(core(shape));
    }

    private Bound core(OpShape shape) {
      return attention.bound(database, attention.heads, shape.length(), shape.batch());
    }

    private OpTime rotary(OpShape shape) {
      if (attention.rotaryFactor == 0) {
        return OpTime.NONE;
      }
      double bytes = 2.0 * 2 * attention.heads * attention.headDim * shape.batch() * shape.length();
      return MemoryTraffic.time(database, bytes).times(OVERHEAD * attention.rotaryFactor * 2);
    }
  }
}
