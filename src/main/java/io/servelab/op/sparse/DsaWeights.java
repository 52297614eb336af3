package io.servelab.op.sparse;

import io.servelab.model.GemmQuant;
import io.servelab.model.MlaDetails;

/**
 * Number formats in which the projections of a DSA layer are stored.
 *
 * @param query query projections
 * @param keyValue key and value projections
 * @param output output projection
 * @param indexer projections of the indexer
 */
public record DsaWeights(GemmQuant query, GemmQuant keyValue, GemmQuant output, GemmQuant indexer) {

  /** All projections in one format. */
  public static DsaWeights all(GemmQuant format) {
    return new DsaWeights(format, format, format, format);
  }

  /** Weights of a layer with {@code heads} heads on this rank, bytes. */
  double bytes(DsaVariant variant, int heads) {
    MlaDetails mla = variant.mla();
    double hidden = variant.hidden();
    double n = heads;
    double queryElements =
        hidden * mla.qLoraRank() + mla.qLoraRank() * n * (mla.nopeHeadDim() + mla.ropeHeadDim());
    double keyValueElements =
        hidden * (mla.kvLoraRank() + mla.ropeHeadDim())
            + mla.kvLoraRank() * n * (mla.nopeHeadDim() + mla.vHeadDim());
    double outputElements = n * mla.vHeadDim() * hidden;
    double indexerElements =
        (double) mla.qLoraRank() * variant.indexHeads() * variant.indexDim()
            + hidden * variant.indexHeads();
    return queryElements * query.bytesPerElement()
        + keyValueElements * keyValue.bytesPerElement()
        + outputElements * output.bytesPerElement()
        + indexerElements * indexer.bytesPerElement();
  }
}
