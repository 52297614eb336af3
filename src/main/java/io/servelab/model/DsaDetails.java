package io.servelab.model;

/**
 * Sparse latent attention of DeepSeek-V3.2 and GLM-5.
 *
 * @param mla the latent attention
 * @param indexer what picks the tokens that are read
 * @param indexedLayers layers that compute the indexer; the others reuse an earlier choice
 */
public record DsaDetails(MlaDetails mla, SparseIndexer indexer, int indexedLayers)
    implements FamilyDetails {

  static DsaDetails read(ConfigFields fields, int layers) {
    return new DsaDetails(
        MlaDetails.read(fields), SparseIndexer.read(fields), indexedLayers(fields, layers));
  }

  private static int indexedLayers(ConfigFields fields, int layers) {
    String pattern = fields.text("index_topk_pattern").orElse("");
    int indexed = 0;
    for (int layer = 0; layer < layers; layer++) {
      boolean reuses =
          pattern.isEmpty() ? reusesByPeriod(fields, layer) : reusesByPattern(pattern, layer);
      indexed += reuses ? 0 : 1;
    }
    return indexed;
  }

  private static boolean reusesByPattern(String pattern, int layer) {
    return layer < pattern.length() && pattern.charAt(layer) == 'S';
  }

  private static boolean reusesByPeriod(ConfigFields fields, int layer) {
    int period = fields.integer("index_topk_freq").orElse(1);
    if (period <= 1) {
      return false;
    }
    int offset = fields.integer("index_skip_topk_offset").orElse(2);
    return Math.max(layer - offset + 1, 0) % period != 0;
  }
}
