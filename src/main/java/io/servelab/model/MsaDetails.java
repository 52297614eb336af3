package io.servelab.model;

/**
 * Block-sparse attention of MiniMax-M3.
 *
 * @param indexer what picks the blocks that are read
 * @param blockSize tokens of one block
 * @param denseInterSize width of the feed-forward layer of a layer without experts, elements
 */
public record MsaDetails(SparseIndexer indexer, int blockSize, int denseInterSize)
    implements FamilyDetails {

  static MsaDetails read(ConfigFields fields) {
    ConfigFields sparse = fields.child("sparse_attention_config").orElse(fields);
    return new MsaDetails(
        new SparseIndexer(
            sparse.integer("sparse_num_index_heads").orElse(0),
            sparse.integer("sparse_index_dim").orElse(0),
            sparse.integer("sparse_topk_blocks").orElse(0)),
        sparse.integer("sparse_block_size").orElse(0),
        fields.firstNonZero("dense_intermediate_size", "intermediate_size").orElse(0));
  }

  /** Tokens that one query reads at most. */
  public int topkTokens() {
    return indexer.topk() * blockSize;
  }
}
