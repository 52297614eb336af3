package io.servelab.op.sparse;

import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import io.servelab.perf.Utilisation;
import java.util.List;
import java.util.Optional;

/** Times {@link Mhc}. */
final class MhcTimer implements MeasuredTimer {

  private record Key(String side, int streams, int hidden) {}

  private static final TableIndex<Slices<Key>> INDEX =
      database -> {
        PerfTable table = database.table("mhc_module");
        PerfTable.TextColumn side = table.text("op_name");
        PerfTable.NumberColumn streams = table.number("hc_mult");
        PerfTable.NumberColumn hidden = table.number("hidden_size");
        return Slices.of(
            table,
            row -> Optional.of(new Key(side.at(row), (int) streams.at(row), (int) hidden.at(row))),
            Slices.Axes.of(table, table.number("num_tokens")::at));
      };

  private final Mhc mhc;
  private final PerfDatabase database;
  private final List<Mhc> sides;
  private final List<Resolved<GridInterpolator>> curves;
  private final List<Resolved<Utilisation>> samples;

  MhcTimer(Mhc mhc, PerfDatabase database) {
    this.mhc = mhc;
    this.database = database;
    this.sides = mhc.side().measured().stream().map(mhc::on).toList();
    this.curves =
        sides.stream()
            .map(
                side ->
                    Resolved.by(
                        () ->
                            GridInterpolator.linear(
                                database.index(INDEX).require(key(side)),
                                point -> side.bound(database, point[0]).totalMs())))
            .toList();
    this.samples = sides.stream().map(side -> Resolved.by(() -> collect(side))).toList();
  }

  private Utilisation collect(Mhc side) {
    Grid grid =
        database
            .find("mhc_module")
            .flatMap(table -> database.index(INDEX).find(key(side)))
            .orElseThrow(() -> BlockTimer.nothingMeasured(side, database));
    Utilisation.Builder builder =
        new Utilisation.Builder(1, point -> side.bound(database, point[0]).totalMs());
    grid.forEach(builder);
    return builder.build();
  }

  private static Key key(Mhc mhc) {
    return new Key(mhc.side().id(), mhc.connections().streams(), mhc.hidden());
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    database.system().gpu().flops(mhc.quant().mathType());
  }

  @Override
  public OpTime measured(OpShape shape) {
    double tokens = tokens(shape);
    OpTime sum = OpTime.NONE;
    for (Resolved<GridInterpolator> curve : curves) {
      sum = sum.plus(OpTime.measured(curve.get().read(tokens)));
    }
    return sum;
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double tokens = tokens(shape);
    OpTime sum = OpTime.NONE;
    for (int index = 0; index < sides.size(); index++) {
      double boundMs = sides.get(index).bound(database, tokens).totalMs();
      double ms = samples.get(index).get().latencyMs(boundMs, 1, tokens);
      sum = sum.plus(OpTime.estimated(ms, Evidence.UTILISATION));
    }
    return sum;
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(mhc.bound(database, tokens(shape)).totalMs());
  }

  private double tokens(OpShape shape) {
    return mhc.share().of(shape.tokens());
  }
}
