package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * A DSA block for one new token of every sequence.
 *
 * <p>Table {@code dsa_generation_module}, axes {@code (heads, batch, length)}, linear; layers that
 * compute the indexer and layers that reuse an earlier choice are measured apart and mixed by their
 * share.
 *
 * @param block the block
 * @param indexedShare share of the layers that compute the indexer, in (0, 1]
 */
public record DsaGeneration(DsaBlock block, double indexedShare) implements Operation {

  @Override
  public double weightBytes() {
    return block.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new DsaTimer(
        database, false, indexedShare, layer(database, block, true), layer(database, block, false));
  }

  /** Times one layer. */
  static BlockTimer layer(PerfDatabase database, DsaBlock block, boolean indexed) {
    DsaTable.Kernels kernels = DsaTable.Kernels.TRTLLM;
    Work work = new Work(database, block);
    return new BlockTimer(
        database,
        work,
        () -> database.index(DsaTable.DECODE).require(block, indexed, kernels),
        () ->
            BlockTimer.ofRows(
                DsaTable.find(database, false)
                    .flatMap(table -> table.find(block, indexed, kernels))
                    .orElseThrow(() -> BlockTimer.nothingMeasured(block, database)),
                work));
  }

  private record Work(PerfDatabase database, DsaBlock block) implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {block.heads(), shape.batch(), shape.length()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.decodeBound(database, block.heads(), shape.batch(), shape.length());
    }

    @Override
    public double rowBoundMs(double... point) {
      return block.decodeBound(database, point[0], point[1], point[2]).totalMs();
    }

    @Override
    public void requireRates() {
      block.requireRates(database);
    }

    @Override
    public Optional<Bound> reported(OpShape shape) {
      return Optional.of(bound(shape));
    }
  }
}
