package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * An MSA block for one new token of every sequence.
 *
 * <p>Table {@code msa_generation_module}, axes {@code (heads, batch, length)}, linear. Without it
 * the block is estimated from the measured utilisation of DSA. Its weights are not counted, as in
 * the reference release.
 *
 * @param block the block
 * @param donor what lends its utilisation
 */
public record MsaGeneration(MsaBlock block, MsaDonor donor) implements Operation {

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Work work = new Work(database, block);
    return new BlockTimer(
        database,
        work,
        () -> MsaTable.decode(database, block),
        () ->
            donor.estimate(
                database,
                work,
                DsaGeneration.layer(
                    database, donor.block(block, block.formats().decoding()), true)));
  }

  private record Work(PerfDatabase database, MsaBlock block) implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {block.heads().query(), shape.batch(), shape.length()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.decodeBound(database, block.heads().query(), shape.batch(), shape.length());
    }

    @Override
    public double rowBoundMs(double... point) {
      return block.decodeBound(database, point[0], point[1], point[2]).totalMs();
    }

    @Override
    public void requireRates() {
      block.requireRates(database);
    }
  }
}
