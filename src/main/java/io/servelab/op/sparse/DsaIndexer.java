package io.servelab.op.sparse;

import io.servelab.perf.PerfDatabase;

/**
 * The parts of a DSA indexer that grow with the whole prompt, at the nearest measured shapes.
 *
 * <p>Tables {@code glm5_mqa_logits_module} and {@code glm5_topk_module}, and their like for
 * DeepSeek-V3.2.
 *
 * @param scores scores of all tokens
 * @param choice choice of tokens where the latest ones score highest, as in real prompts
 * @param blockChoice choice of tokens with equal scores, as it was measured inside the block
 */
record DsaIndexer(PartCurves scores, PartCurves choice, PartCurves blockChoice) {

  private static final String LATEST_HIGHEST = "top_last";
  private static final String EQUAL = "flat";

  /**
   * The parts of a block.
   *
   * @throws io.servelab.error.NoDataException if one was not measured for its heads
   */
  static DsaIndexer of(PerfDatabase database, DsaBlock block) {
    PartTables tables = database.index(PartTables.INDEX);
    String prefix = block.variant().tablePrefix();
    String choice = prefix + "_topk_module";
    return new DsaIndexer(
        tables.require(prefix + "_mqa_logits_module", block.heads(), ""),
        tables.require(choice, block.heads(), LATEST_HIGHEST),
        tables.require(choice, block.heads(), EQUAL));
  }

  /**
   * What a rank takes longer than its block says when it searches its share of the whole prompt,
   * milliseconds; below zero where the block's choice was slow.
   *
   * @param whole new tokens of the prompt
   * @param share new tokens of one rank
   */
  double extraMs(double batch, double whole, double share, int ranks, double prefix) {
    return scores.nearestMs(batch, whole, prefix) / ranks
        - scores.nearestMs(batch, share, prefix)
        + choice.nearestMs(batch, whole, prefix) / ranks
        - blockChoice.nearestMs(batch, share, prefix);
  }
}
