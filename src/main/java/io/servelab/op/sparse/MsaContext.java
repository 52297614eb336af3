package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * An MSA block over prompts.
 *
 * <p>Table {@code msa_context_module}, axes {@code (heads, prefix, length, batch)}, linear. Without
 * it the block is estimated from the measured utilisation of DSA. Its weights are not counted, as
 * in the reference release.
 *
 * @param block the block
 * @param donor what lends its utilisation
 */
public record MsaContext(MsaBlock block, MsaDonor donor) implements Operation {

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Work work = new Work(database, block);
    return new BlockTimer(
        database,
        work,
        () -> MsaTable.prefill(database, block),
        () ->
            donor.estimate(
                database,
                work,
                DsaContext.layer(
                    database, donor.block(block, block.formats()), true, DsaTable.Kernels.TRTLLM)));
  }

  private record Work(PerfDatabase database, MsaBlock block) implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {block.heads().query(), shape.prefix(), shape.length(), shape.batch()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.prefillBound(
          database, block.heads().query(), shape.batch(), shape.length(), shape.prefix());
    }

    @Override
    public double rowBoundMs(double... point) {
      return block.prefillBound(database, point[0], point[3], point[2], point[1]).totalMs();
    }

    @Override
    public void requireRates() {
      block.requireRates(database);
    }
  }
}
