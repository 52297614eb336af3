package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * An attention block of DeepSeek-V4 for one new token of every sequence.
 *
 * <p>Tables {@code dsv4_csa_generation_module} and {@code dsv4_hca_generation_module}, axes {@code
 * (batch, length)}, linear; in CSA the measured choice of entries is corrected to that of real
 * sequences.
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
    Work work = new Work(database, block, Resolved.by(() -> Dsv4Choice.decode(database, block)));
    return new BlockTimer(
        database,
        work,
        () -> Dsv4Table.requireDecode(database, block),
        () ->
            BlockTimer.ofRows(
                Dsv4Table.findDecode(database, block)
                    .orElseThrow(() -> BlockTimer.nothingMeasured(block, database)),
                work));
  }

  private record Work(PerfDatabase database, Dsv4Block block, Resolved<Optional<Dsv4Choice>> choice)
      implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {shape.batch(), shape.length()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.decodeBound(database, shape.batch(), shape.length());
    }

    @Override
    public double rowBoundMs(double... point) {
      return block.decodeBound(database, point[0], point[1]).totalMs();
    }

    @Override
    public void requireRates() {
      block.requireRates(database);
    }

    @Override
    public OpTime corrected(OpTime measured, OpShape shape) {
      return choice
          .get()
          .map(real -> real.correct(measured, shape.batch(), 1, shape.length() - 1.0))
          .orElse(measured);
    }
  }
}
