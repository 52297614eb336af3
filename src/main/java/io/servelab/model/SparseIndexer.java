package io.servelab.model;

/**
 * The small attention that picks which tokens a sparse attention reads.
 *
 * @param heads index heads
 * @param headDim width of an index head, elements
 * @param topk tokens (or, for block-sparse attention, blocks) that are read
 */
public record SparseIndexer(int heads, int headDim, int topk) {

  static SparseIndexer read(ConfigFields fields) {
    return new SparseIndexer(
        fields.integer("index_n_heads").orElse(0),
        fields.integer("index_head_dim").orElse(0),
        fields.integer("index_topk").orElse(0));
  }
}
