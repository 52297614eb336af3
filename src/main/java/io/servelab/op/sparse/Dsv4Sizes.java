package io.servelab.op.sparse;

import io.servelab.model.DeepSeekV4Details;
import io.servelab.model.SparseIndexer;

/**
 * Sizes of the attention of DeepSeek-V4 that do not depend on how it is split.
 *
 * @param hidden hidden size of the model
 * @param headDim width of a head, elements
 * @param ropeDim part of a head with rotary embedding, elements
 * @param queryRank width of the compressed query, elements
 * @param outputRank width of the middle of the output projection for each group, elements
 * @param window latest tokens that are always read
 * @param indexer what picks the entries that are read
 */
public record Dsv4Sizes(
    int hidden,
    int headDim,
    int ropeDim,
    int queryRank,
    int outputRank,
    int window,
    SparseIndexer indexer) {

  /** Sizes of a model. */
  public static Dsv4Sizes of(int hidden, int headDim, DeepSeekV4Details details) {
    return new Dsv4Sizes(
        hidden,
        headDim,
        details.ropeHeadDim(),
        details.qLoraRank(),
        details.output().loraRank(),
        details.slidingWindow(),
        details.indexer());
  }
}
