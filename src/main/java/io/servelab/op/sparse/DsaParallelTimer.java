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
 * Times one DSA layer when context-parallel ranks split the prompt.
 *
 * <p>The block is read at one rank's share of the prompt. Its indexer, however, searches the whole
 * prompt: scores and choice of tokens are read at the full length, a rank's share of them replaces
 * what the block holds for its own part. Index keys and latent keys of all tokens are gathered.
 */
final class DsaParallelTimer implements OperationTimer {

  private final int ranks;
  private final boolean indexed;
  private final OperationTimer block;
  private final Resolved<DsaIndexer> indexer;
  private final OperationTimer gatherIndexKeys;
  private final OperationTimer gatherLatentKeys;

  DsaParallelTimer(
      PerfDatabase database, DsaBlock dsa, int ranks, boolean indexed, OperationTimer block) {
    this.ranks = ranks;
    this.indexed = indexed;
    this.block = block;
    this.indexer = Resolved.by(() -> DsaIndexer.of(database, dsa));
    DsaVariant variant = dsa.variant();
    double latent = (double) variant.mla().kvLoraRank() + variant.mla().ropeHeadDim();
    this.gatherIndexKeys = Nccl.of(Collective.ALL_GATHER, variant.indexDim(), ranks).bind(database);
    this.gatherLatentKeys = Nccl.of(Collective.ALL_GATHER, latent, ranks).bind(database);
  }

  @Override
  public OpTime time(OpShape shape) {
    // Without its indexer's parts no layer is answered, not even one that reuses a choice.
    DsaIndexer parts = indexer.get();
    long share = Math.max(1, -Math.floorDiv(-shape.length(), ranks));
    OpShape whole = shape.withTokens(shape.batch() * shape.length());
    OpTime sum = block.time(OpShape.prefill(shape.batch(), share, shape.prefix()));
    double extraMs = 0;
    if (indexed) {
      extraMs = parts.extraMs(shape.batch(), shape.length(), share, ranks, shape.prefix());
      sum = sum.plus(gatherIndexKeys.time(whole));
    }
    sum = sum.plus(gatherLatentKeys.time(whole));
    return new OpTime(sum.latencyMs() + extraMs, sum.energyWms(), Source.ESTIMATED, sum.evidence());
  }
}
