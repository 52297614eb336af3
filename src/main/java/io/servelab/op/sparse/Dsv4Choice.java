package io.servelab.op.sparse;

import io.servelab.op.OpTime;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * How long DeepSeek-V4's indexer takes to choose entries by their scores.
 *
 * <p>Table {@code dsv4_csa_topk_calib}. Blocks were measured with equal scores, which is the
 * kernel's worst case; in real prompts the latest tokens score highest.
 *
 * @param equalScores time with equal scores
 * @param realScores time with the highest scores last
 */
record Dsv4Choice(PartCurves equalScores, PartCurves realScores) {

  static final String TABLE = "dsv4_csa_topk_calib";
  static final String LATEST_HIGHEST = "v1_top_last";

  /** The kernel that runs over prompts, where it was measured for a model with this many heads. */
  static Optional<Dsv4Choice> prefill(PerfDatabase database, Dsv4Block block) {
    return find(database, block, "v1_flat", LATEST_HIGHEST);
  }

  /** The kernel that runs in decode, where it was measured for a model with this many heads. */
  static Optional<Dsv4Choice> decode(PerfDatabase database, Dsv4Block block) {
    return find(database, block, "v2_flat", "v2_top_last");
  }

  private static Optional<Dsv4Choice> find(
      PerfDatabase database, Dsv4Block block, String equal, String real) {
    if (!block.kind().indexed()) {
      return Optional.empty();
    }
    PartTables tables = database.index(PartTables.INDEX);
    int heads = block.heads().whole();
    return tables
        .find(TABLE, heads, equal)
        .flatMap(
            flat -> tables.find(TABLE, heads, real).map(latest -> new Dsv4Choice(flat, latest)));
  }

  /** The time of a measured block with real scores instead of equal ones. */
  OpTime correct(OpTime block, double batch, double length, double cached) {
    double excessMs =
        equalScores.linearMs(batch, length, cached) - realScores.linearMs(batch, length, cached);
    return new OpTime(
        block.latencyMs() - excessMs, block.energyWms(), block.source(), block.evidence());
  }
}
