package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * A DSA block over prompts.
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
      return layer(database, indexed, DsaTable.Kernels.TRTLLM);
    }
    return new DsaParallelTimer(
        database, block, cp, indexed, layer(database, indexed, DsaTable.Kernels.FLASHMLA));
  }

  private BlockTimer layer(PerfDatabase database, boolean indexed, DsaTable.Kernels kernels) {
    BlockTimer.Block work =
        new BlockTimer.Block() {
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
        };
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
}
