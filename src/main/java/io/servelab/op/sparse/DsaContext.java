package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * A DSA block over prompts.
 *
 * <p>Table {@code dsa_context_module}, axes {@code (heads, prefix, length, batch)}, linear; layers
 * that compute the indexer and layers that reuse an earlier choice are measured apart and mixed by
 * their share. Ranks that split the prompt also need the tables of {@link DsaIndexer}.
 *
 * @param block the block
 * @param cp context-parallel ranks that split the prompt
 * @param indexedShare share of the layers that compute the indexer, in (0, 1]
 */
public record DsaContext(DsaBlock block, int cp, double indexedShare) implements Operation {

  @Override
  public double weightBytes() {
    return block.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new DsaTimer(
        database, true, indexedShare, layer(database, true), layer(database, false));
  }

  private OperationTimer layer(PerfDatabase database, boolean indexed) {
    if (cp <= 1) {
      return layer(database, block, indexed, DsaTable.Kernels.TRTLLM);
    }
    OperationTimer share = layer(database, block, indexed, DsaTable.Kernels.FLASHMLA);
    return new DsaParallelTimer(database, block, cp, indexed, share);
  }

  /** Times a layer without context parallelism. */
  static BlockTimer layer(
      PerfDatabase database, DsaBlock block, boolean indexed, DsaTable.Kernels kernels) {
    Work work = new Work(database, block, indexed);
    return new BlockTimer(
        database,
        work,
        () -> database.index(DsaTable.PREFILL).require(block, indexed, kernels),
        () ->
            new DsaPrefillEstimate(
                DsaTable.find(database, true)
                    .flatMap(table -> table.find(block, indexed, kernels))
                    .orElseThrow(() -> BlockTimer.nothingMeasured(block, database)),
                work,
                block.heads()));
  }

  private record Work(PerfDatabase database, DsaBlock block, boolean indexed)
      implements BlockTimer.Block {

    @Override
    public double[] point(OpShape shape) {
      return new double[] {block.heads(), shape.prefix(), shape.length(), shape.batch()};
    }

    @Override
    public Bound bound(OpShape shape) {
      return block.prefillBound(
          database, block.heads(), shape.batch(), shape.length(), shape.prefix(), indexed);
    }

    @Override
    public double rowBoundMs(double... point) {
      return block
          .prefillBound(database, point[0], point[3], point[2], point[1], indexed)
          .totalMs();
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
