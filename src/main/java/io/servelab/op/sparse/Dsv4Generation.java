package io.servelab.op.sparse;

import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/**
 * An attention block of DeepSeek-V4 for one new token of every sequence.
 *
 * <p>Tables {@code dsv4_csa_generation_module} and {@code dsv4_hca_generation_module}, axes {@code
 * (batch, length)}, linear.
 *
 * @param block the block
 */
public record Dsv4Generation(Dsv4Block block) implements Operation {

  @Override
  public double weightBytes() {
    return block.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new Timer(block, database);
  }

  private static final class Timer implements MeasuredTimer {
    private final Dsv4Block block;
    private final PerfDatabase database;
    private final Resolved<GridInterpolator> table;
    private final Resolved<Utilisation> samples;
    private final Resolved<Optional<Dsv4Choice>> choice;

    Timer(Dsv4Block block, PerfDatabase database) {
      this.block = block;
      this.database = database;
      Roofline roofline = point -> block.decodeBoundMs(database, point[0], point[1]);
      this.table =
          Resolved.by(
              () -> GridInterpolator.linear(Dsv4Table.requireDecode(database, block), roofline));
      this.choice = Resolved.by(() -> Dsv4Choice.decode(database, block));
      this.samples =
          Resolved.by(
              () -> {
                Utilisation.Builder builder = new Utilisation.Builder(2, roofline);
                Dsv4Table.findDecode(database, block)
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
      OpTime equalScores = OpTime.measured(table.get().read(shape.batch(), shape.length()));
      Optional<Dsv4Choice> calibrated = choice.get();
      return calibrated.isPresent()
          ? calibrated.get().correct(equalScores, shape.batch(), 1, shape.length() - 1.0)
          : equalScores;
    }

    @Override
    public OpTime estimated(OpShape shape) {
      double ms = samples.get().latencyMs(boundMs(shape), 1, shape.batch(), shape.length());
      return OpTime.estimated(ms, Evidence.UTILISATION);
    }

    @Override
    public OpTime roofline(OpShape shape) {
      return OpTime.roofline(boundMs(shape));
    }

    private double boundMs(OpShape shape) {
      return block.decodeBoundMs(database, shape.batch(), shape.length());
    }
  }
}
