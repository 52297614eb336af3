package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Utilisation;

/**
 * A DSA block for one new token of every sequence.
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
        database, false, indexedShare, layer(database, true), layer(database, false));
  }

  private OperationTimer layer(PerfDatabase database, boolean indexed) {
    BlockTimer.Block work =
        new BlockTimer.Block() {
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
        };
    return new BlockTimer(
        database,
        work,
        () -> database.index(DsaTable.DECODE).require(block, indexed, DsaTable.Kernels.TRTLLM),
        () -> {
          Utilisation.Builder builder = new Utilisation.Builder(3, work::rowBoundMs);
          DsaTable.find(database, false)
              .flatMap(table -> table.find(block, indexed, DsaTable.Kernels.TRTLLM))
              .orElseThrow(() -> BlockTimer.nothingMeasured(block, database))
              .forEach(builder);
          Utilisation samples = builder.build();
          return shape ->
              OpTime.estimated(
                  samples.latencyMs(work.bound(shape).totalMs(), 1, work.point(shape)),
                  Evidence.UTILISATION);
        });
  }
}
