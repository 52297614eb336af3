package io.servelab.op.mla;

import io.servelab.model.GemmQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/** Times {@link MlaBmm}. */
final class MlaBmmTimer implements MeasuredTimer {

  private record Key(String format, String op, int heads) {}

  private static final TableIndex<Slices<Key>> INDEX =
      database -> {
        PerfTable table = database.table("mla_bmm");
        PerfTable.TextColumn format = table.text("bmm_dtype");
        PerfTable.TextColumn op = table.text("op_name");
        PerfTable.NumberColumn heads = table.number("num_heads");
        return Slices.of(
            table,
            row -> Optional.of(new Key(format.at(row), op.at(row), (int) heads.at(row))),
            Slices.Axes.of(table, table.number("num_tokens")::at));
      };

  /** A measured curve and the head count it was measured with. */
  private record Curve(Grid grid, int heads) {}

  private final MlaBmm product;
  private final PerfDatabase database;
  private final Resolved<Curve> curve;
  private final Resolved<GridInterpolator> reader;
  private final Resolved<Utilisation> samples;

  MlaBmmTimer(MlaBmm product, PerfDatabase database) {
    this.product = product;
    this.database = database;
    this.curve = Resolved.by(this::closest);
    this.reader =
        Resolved.by(() -> GridInterpolator.linear(curve.get().grid, row(curve.get().heads)));
    this.samples = Samples.of(() -> curve.get().grid, point -> row(curve.get().heads).ms(point));
  }

  private Curve closest() {
    Slices<Key> slices = database.index(INDEX);
    String own = product.quant().id();
    boolean collected = slices.keys().stream().anyMatch(key -> key.format.equals(own));
    String format = collected ? own : GemmQuant.BFLOAT16.id();
    Key exact = new Key(format, product.tableOp(), product.heads());
    Optional<Grid> found = slices.find(exact);
    if (found.isPresent()) {
      return new Curve(found.get(), product.heads());
    }
    int next = nextPowerOfTwo(product.heads());
    return new Curve(slices.require(new Key(format, product.tableOp(), next)), next);
  }

  private static int nextPowerOfTwo(int heads) {
    int highest = Integer.highestOneBit(heads);
    return highest == heads ? heads : 2 * highest;
  }

  private Roofline row(int heads) {
    return point -> bound(heads, point[0]).totalMs();
  }

  private Bound bound(double heads, double tokens) {
    return LatentAttention.projection(database.system().gpu(), product.quant(), heads, tokens);
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    database.system().gpu().flops(product.quant().mathType());
  }

  @Override
  public OpTime measured(OpShape shape) {
    return OpTime.measured(reader.get().read(shape.batch()))
        .times((double) product.heads() / curve.get().heads);
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double boundMs = bound(product.heads(), shape.batch()).totalMs();
    double ms = samples.get().latencyMs(boundMs, 1, shape.batch());
    return OpTime.estimated(ms, Evidence.UTILISATION);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(bound(product.heads(), shape.batch()).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(bound(product.heads(), shape.batch()));
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}
