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
import java.util.TreeSet;

/**
 * Times one DSA layer when context-parallel ranks split the prompt.
 *
 * <p>The block is read at one rank's share of the prompt. Its indexer, however, searches the whole
 * prompt: scores and choice of tokens are read at the full length, a rank's share of them replaces
 * what the block holds for its own part. Index keys and latent keys of all tokens are gathered.
 */
final class DsaParallelTimer implements OperationTimer {

  private static final String LAST_SCORES_HIGHEST = "top_last";
  private static final String EQUAL_SCORES = "flat";

  private static final TableIndex<Optional<PartCurves.Table>> GLM5_SCORES = scores(DsaVariant.GLM5);
  private static final TableIndex<Optional<PartCurves.Table>> GLM5_CHOICE = choice(DsaVariant.GLM5);
  private static final TableIndex<Optional<PartCurves.Table>> V32_SCORES =
      scores(DsaVariant.DEEPSEEK_V32);
  private static final TableIndex<Optional<PartCurves.Table>> V32_CHOICE =
      choice(DsaVariant.DEEPSEEK_V32);

  /**
   * The parts of the indexer that grow with the whole prompt.
   *
   * @param scores scores of all tokens
   * @param choice choice of tokens where the latest ones score highest, as in real prompts
   * @param blockChoice the same as it was measured inside the block
   */
  private record Indexer(PartCurves scores, PartCurves choice, PartCurves blockChoice) {}

  private final int ranks;
  private final boolean indexed;
  private final OperationTimer block;
  private final Resolved<Indexer> indexer;
  private final OperationTimer gatherIndexKeys;
  private final OperationTimer gatherLatentKeys;

  DsaParallelTimer(
      PerfDatabase database, DsaBlock dsa, int ranks, boolean indexed, OperationTimer block) {
    this.ranks = ranks;
    this.indexed = indexed;
    this.block = block;
    this.indexer = Resolved.by(() -> indexer(database, dsa));
    DsaVariant variant = dsa.variant();
    this.gatherIndexKeys = Nccl.of(Collective.ALL_GATHER, variant.indexDim(), ranks).bind(database);
    this.gatherLatentKeys =
        Nccl.of(
                Collective.ALL_GATHER,
                (double) variant.mla().kvLoraRank() + variant.mla().ropeHeadDim(),
                ranks)
            .bind(database);
  }

  @Override
  public OpTime time(OpShape shape) {
    Indexer parts = indexer.get();
    long share = Math.max(1, -Math.floorDiv(-shape.length(), ranks));
    OpShape whole = shape.withTokens(shape.batch() * shape.length());
    OpTime sum = block.time(OpShape.prefill(shape.batch(), share, shape.prefix()));
    if (indexed) {
      double batch = shape.batch();
      double prefix = shape.prefix();
      double correctionMs =
          parts.scores.nearestMs(batch, shape.length(), prefix) / ranks
              - parts.scores.nearestMs(batch, share, prefix)
              + parts.choice.nearestMs(batch, shape.length(), prefix) / ranks
              - parts.blockChoice.nearestMs(batch, share, prefix);
      sum = sum.plus(gatherIndexKeys.time(whole));
      sum =
          new OpTime(sum.latencyMs() + correctionMs, sum.energyWms(), sum.source(), sum.evidence());
    }
    OpTime total = sum.plus(gatherLatentKeys.time(whole));
    return new OpTime(total.latencyMs(), total.energyWms(), Source.ESTIMATED, total.evidence());
  }

  private static Indexer indexer(PerfDatabase database, DsaBlock dsa) {
    boolean glm = dsa.variant() == DsaVariant.GLM5;
    Optional<PartCurves.Table> scores = database.index(glm ? GLM5_SCORES : V32_SCORES);
    Optional<PartCurves.Table> choice = database.index(glm ? GLM5_CHOICE : V32_CHOICE);
    int heads = dsa.heads();
    Optional<Indexer> found =
        scores
            .flatMap(table -> table.find(heads, ""))
            .flatMap(
                all ->
                    choice
                        .flatMap(table -> table.find(heads, LAST_SCORES_HIGHEST))
                        .flatMap(
                            last ->
                                choice
                                    .flatMap(table -> table.find(heads, EQUAL_SCORES))
                                    .map(flat -> new Indexer(all, last, flat))));
    return found.orElseThrow(
        () ->
            NoDataException.measurement(
                "Context parallelism of DSA needs the tables "
                    + dsa.variant().tablePrefix()
                    + "_mqa_logits_module and "
                    + dsa.variant().tablePrefix()
                    + "_topk_module at "
                    + heads
                    + " heads; "
                    + database
                    + " has heads "
                    + scores.map(PartCurves.Table::heads).orElseGet(TreeSet::new)
                    + "."));
  }

  private static TableIndex<Optional<PartCurves.Table>> scores(DsaVariant variant) {
    return database ->
        database.find(variant.tablePrefix() + "_mqa_logits_module").map(PartCurves.Table::new);
  }

  private static TableIndex<Optional<PartCurves.Table>> choice(DsaVariant variant) {
    return database ->
        database.find(variant.tablePrefix() + "_topk_module").map(PartCurves.Table::new);
  }
}
