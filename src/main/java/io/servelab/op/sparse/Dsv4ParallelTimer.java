package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.Nccl;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import io.servelab.perf.TableIndex;
import java.util.Optional;

/**
 * Times a DeepSeek-V4 block when context-parallel ranks split the prompt.
 *
 * <p>The block is read at one rank's share of the prompt. An indexer searches the whole prompt,
 * though: a rank's share of that replaces what the block holds for its own part. Recent keys, or
 * index keys, and compressed entries of all tokens are gathered.
 */
final class Dsv4ParallelTimer implements OperationTimer {

  private static final int SCORED_AT_ONCE = 8192;

  private static final TableIndex<Optional<PartCurves.Table>> SCORES =
      database -> database.find("dsv4_paged_mqa_logits_module").map(PartCurves.Table::new);

  /**
   * The parts of the indexer that grow with the whole prompt.
   *
   * @param scores scores of all compressed entries
   * @param choice choice of entries
   */
  private record Indexer(PartCurves scores, PartCurves choice) {}

  private final Dsv4Block block;
  private final int ranks;
  private final OperationTimer single;
  private final Resolved<Indexer> indexer;
  private final OperationTimer gatherRecent;
  private final OperationTimer gatherCompressed;

  Dsv4ParallelTimer(PerfDatabase database, Dsv4Block block, int ranks, OperationTimer single) {
    this.block = block;
    this.ranks = ranks;
    this.single = single;
    this.indexer = Resolved.by(() -> indexer(database, block));
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
    if (indexed) {
      indexer.get();
    }
    OpTime sum = single.time(OpShape.prefill(shape.batch(), share, shape.prefix()));
    double correctionMs = indexed ? correctionMs(shape, share) : 0;
    long recent = indexed ? length : Math.min(length, block.sizes().window());
    long compressed = length / block.kind().ratio();
    sum =
        sum.plus(gatherRecent.time(shape.withTokens(shape.batch() * recent)))
            .plus(gatherCompressed.time(shape.withTokens(shape.batch() * compressed)));
    return new OpTime(
        sum.latencyMs() + correctionMs, sum.energyWms(), Source.ESTIMATED, sum.evidence());
  }

  private double correctionMs(OpShape shape, long share) {
    Indexer parts = indexer.get();
    double batch = shape.batch();
    double prefix = shape.prefix();
    return scoresMs(parts, batch, shape.length(), prefix) / ranks
        - scoresMs(parts, batch, share, prefix)
        + parts.choice.nearestMs(batch, shape.length(), prefix) / ranks
        - parts.choice.nearestMs(batch, share, prefix);
  }

  /** Long prompts are scored piece by piece. */
  private static double scoresMs(Indexer parts, double batch, long length, double prefix) {
    double ms = 0;
    for (long done = 0; done < length; done += SCORED_AT_ONCE) {
      ms += parts.scores.nearestMs(batch, Math.min(SCORED_AT_ONCE, length - done), prefix + done);
    }
    return ms;
  }

  private static Indexer indexer(PerfDatabase database, Dsv4Block block) {
    int heads = block.heads().local();
    Optional<PartCurves.Table> scores = database.index(SCORES);
    return scores
        .flatMap(table -> table.find(heads, ""))
        .flatMap(
            all ->
                database
                    .index(Dsv4Choice.INDEX)
                    .flatMap(table -> table.find(heads, "v1_top_last"))
                    .map(choice -> new Indexer(all, choice)))
        .orElseThrow(
            () ->
                NoDataException.measurement(
                    "Context parallelism of CSA needs the tables dsv4_paged_mqa_logits_module and"
                        + " dsv4_csa_topk_calib at "
                        + heads
                        + " heads; "
                        + database
                        + " has scores at "
                        + scores.map(PartCurves.Table::heads).map(Object::toString).orElse("none")
                        + "."));
  }
}
