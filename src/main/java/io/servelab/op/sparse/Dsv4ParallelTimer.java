package io.servelab.op.sparse;

import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.Nccl;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;

/**
 * Times a DeepSeek-V4 block when context-parallel ranks split the prompt.
 *
 * <p>The block is read at one rank's share of the prompt. An indexer searches the whole prompt,
 * though: a rank's share of that replaces what the block holds for its own part. Recent keys, or
 * index keys, and compressed entries of all tokens are gathered.
 */
final class Dsv4ParallelTimer implements OperationTimer {

  private final Dsv4Block block;
  private final int ranks;
  private final OperationTimer single;
  private final Resolved<Dsv4Indexer> indexer;
  private final OperationTimer gatherRecent;
  private final OperationTimer gatherCompressed;

  Dsv4ParallelTimer(PerfDatabase database, Dsv4Block block, int ranks, OperationTimer single) {
    this.block = block;
    this.ranks = ranks;
    this.single = single;
    this.indexer = Resolved.by(() -> Dsv4Indexer.of(database, block));
    Dsv4Sizes sizes = block.sizes();
    int recent = block.kind().indexed() ? sizes.indexer().headDim() : sizes.headDim();
    this.gatherRecent = Nccl.of(Collective.ALL_GATHER, recent, ranks).bind(database);
    this.gatherCompressed = Nccl.of(Collective.ALL_GATHER, sizes.headDim(), ranks).bind(database);
  }

  @Override
  public OpTime time(OpShape shape) {
    long length = shape.length();
    long share = Math.max(1, -Math.floorDiv(-length, ranks));
    boolean indexed = block.kind().indexed();
    OpTime sum = single.time(OpShape.prefill(shape.batch(), share, shape.prefix()));
    double extraMs =
        indexed ? indexer.get().extraMs(shape.batch(), length, share, ranks, shape.prefix()) : 0;
    long recent = indexed ? length : Math.min(length, block.sizes().window());
    long compressed = length / block.kind().ratio();
    sum =
        sum.plus(gatherRecent.time(shape.withTokens(shape.batch() * recent)))
            .plus(gatherCompressed.time(shape.withTokens(shape.batch() * compressed)));
    return new OpTime(sum.latencyMs() + extraMs, sum.energyWms(), Source.ESTIMATED, sum.evidence());
  }
}
