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
 * An attention block of DeepSeek-V4 over prompts.
 *
 * <p>Tables {@code dsv4_csa_context_module} and {@code dsv4_hca_context_module}, axes {@code
 * (prefix, length, batch)}, linear; in CSA the measured choice of entries is corrected to that of
 * real prompts. Ranks that split the prompt also need the tables of {@link Dsv4Indexer}.
 *
 * @param block the block
 * @param cp context-parallel ranks that split the prompt
 */
public record Dsv4Context(Dsv4Block block, int cp) implements Operation {

  @Override
  public double weightBytes() {
    return block.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Work work = new Work(database, block, Resolved.by(() -> Dsv4Choice.prefill(database, block)));
    OperationTimer single =
        new BlockTimer(
            database,
            work,
            () -> Dsv4Table.requirePrefill(database, block),
            () ->
                BlockTimer.ofRows(
                    Dsv4Table.findPrefill(database, block)
                        .orElseThrow(() -> BlockTimer.nothingMeasured(block, database)),
                    work));
    return cp <= 1 ? single : new Dsv4ParallelTimer(database, block, cp, single);
  }

  private record Work(PerfDatabase database, Dsv4Block block, Resolved<Optional<Dsv4Choice>> choice)
      implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {shape.prefix(), shape.length(), shape.batch()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.prefillBound(database, shape.batch(), shape.length(), shape.prefix());
    }

    @Override
    public double rowBoundMs(double... point) {
      return block.prefillBound(database, point[2], point[1], point[0]).totalMs();
    }

    @Override
    public void requireRates() {
      block.requireRates(database);
    }

    @Override
    public OpTime corrected(OpTime measured, OpShape shape) {
      return choice
          .get()
          .map(real -> real.correct(measured, shape.batch(), shape.length(), shape.prefix()))
          .orElse(measured);
    }
  }
}
