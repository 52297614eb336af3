package io.servelab.op.sparse;

import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/** Times a DeepSeek-V4 attention block over prompts. */
final class Dsv4PrefillTimer implements MeasuredTimer {

  private final Dsv4Block block;
  private final PerfDatabase database;
  private final Resolved<GridInterpolator> table;
  private final Resolved<Utilisation> samples;
  private final Resolved<Optional<Dsv4Choice>> choice;

  Dsv4PrefillTimer(Dsv4Block block, PerfDatabase database) {
    this.block = block;
    this.database = database;
    Roofline roofline = point -> block.prefillBoundMs(database, point[2], point[1], point[0]);
    this.table =
        Resolved.by(
            () -> GridInterpolator.linear(Dsv4Table.requirePrefill(database, block), roofline));
    this.choice = Resolved.by(() -> Dsv4Choice.prefill(database, block));
    this.samples =
        Resolved.by(
            () -> {
              Utilisation.Builder builder = new Utilisation.Builder(3, roofline);
              Dsv4Table.findPrefill(database, block)
                  .orElseThrow(() -> BlockTimer.nothingMeasured(block, database))
                  .forEach(builder);
              return builder.build();
            });
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    block.requireRates(database);
  }

  @Override
  public OpTime measured(OpShape shape) {
    OpTime equalScores =
        OpTime.measured(table.get().read(shape.prefix(), shape.length(), shape.batch()));
    Optional<Dsv4Choice> calibrated = choice.get();
    return calibrated.isPresent()
        ? calibrated.get().correct(equalScores, shape.batch(), shape.length(), shape.prefix())
        : equalScores;
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double ms =
        samples.get().latencyMs(boundMs(shape), 1, shape.prefix(), shape.length(), shape.batch());
    return OpTime.estimated(ms, Evidence.UTILISATION);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(boundMs(shape));
  }

  private double boundMs(OpShape shape) {
    return block.prefillBoundMs(database, shape.batch(), shape.length(), shape.prefix());
  }
}
