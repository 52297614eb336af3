package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Optional;

/**
 * The parts of DeepSeek-V4's indexer that grow with the whole prompt.
 *
 * <p>Table {@code dsv4_paged_mqa_logits_module}, axes {@code (cached, length, batch)}, linear, and
 * table {@code dsv4_csa_topk_calib} at the nearest measured shapes.
 *
 * @param scores scores of all compressed entries
 * @param choice choice of entries where the latest ones score highest, as in real prompts
 */
record Dsv4Indexer(GridInterpolator scores, PartCurves choice) {

  private static final int SCORED_AT_ONCE = 8192;
  private static final String SCORES = "dsv4_paged_mqa_logits_module";

  private static final TableIndex<Optional<Slices<Integer>>> INDEX =
      database -> database.find(SCORES).map(Dsv4Indexer::byHeads);

  private static Slices<Integer> byHeads(PerfTable table) {
    PerfTable.NumberColumn heads = table.number("num_heads");
    return Slices.of(
        table,
        row -> Optional.of((int) heads.at(row)),
        Slices.Axes.of(
            table,
            table.number("step")::at,
            table.number("isl")::at,
            table.number("batch_size")::at));
  }

  /**
   * The parts of a block.
   *
   * @throws NoDataException if one was not measured for the model's heads
   */
  static Dsv4Indexer of(PerfDatabase database, Dsv4Block block) {
    int heads = block.heads().whole();
    Grid scores =
        database
            .index(INDEX)
            .flatMap(table -> table.find(heads))
            .orElseThrow(() -> PartTables.missing(database, SCORES, heads));
    return new Dsv4Indexer(
        GridInterpolator.linear(scores, Dsv4Indexer::pairs),
        database
            .index(PartTables.INDEX)
            .require(Dsv4Choice.TABLE, heads, Dsv4Choice.LATEST_HIGHEST));
  }

  /**
   * What a rank takes longer than its block says when it searches its share of the whole prompt,
   * milliseconds.
   *
   * @param whole new tokens of the prompt
   * @param share new tokens of one rank
   */
  double extraMs(double batch, long whole, long share, int ranks, double prefix) {
    return scoresMs(batch, whole, prefix) / ranks
        - scoresMs(batch, share, prefix)
        + choice.nearestMs(batch, whole, prefix) / ranks
        - choice.nearestMs(batch, share, prefix);
  }

  /** Long prompts are scored piece by piece. */
  private double scoresMs(double batch, long length, double prefix) {
    double ms = 0;
    for (long done = 0; done < length; done += SCORED_AT_ONCE) {
      double piece = Math.min(SCORED_AT_ONCE, length - done);
      ms += scores.read(prefix + done, piece, batch).latencyMs();
    }
    return ms;
  }

  /** Work of scoring, in pairs of a new token and an earlier one; only ratios matter. */
  private static double pairs(double... point) {
    return point[2] * point[1] * (point[0] + point[1] / 2);
  }
}
