package io.servelab.model;

import java.util.List;

/**
 * Compressed sparse attention of DeepSeek-V4.
 *
 * @param qLoraRank width of the compressed query, elements
 * @param ropeHeadDim part of a head with rotary embedding, elements
 * @param output low-rank output projection
 * @param slidingWindow latest tokens that are always read
 * @param compressRatios for each layer, tokens folded into one cached entry; 0 for none
 * @param indexer what picks the entries that are read
 * @param hyperConnections mixing of residual streams
 */
public record DeepSeekV4Details(
    int qLoraRank,
    int ropeHeadDim,
    Output output,
    int slidingWindow,
    List<Integer> compressRatios,
    SparseIndexer indexer,
    HyperConnections hyperConnections)
    implements FamilyDetails {

  /**
   * Grouped output projection through a narrow middle.
   *
   * @param loraRank width of the middle for each group, elements
   * @param groups groups of heads
   */
  public record Output(int loraRank, int groups) {}

  /** Copies the ratios. */
  public DeepSeekV4Details {
    compressRatios = List.copyOf(compressRatios);
  }

  static DeepSeekV4Details read(ConfigFields fields, int layers) {
    return new DeepSeekV4Details(
        fields.required("q_lora_rank"),
        fields.required("qk_rope_head_dim"),
        new Output(fields.required("o_lora_rank"), fields.required("o_groups")),
        fields.required("sliding_window"),
        fields.integersByLayer("compress_ratios", layers),
        SparseIndexer.read(fields),
        new HyperConnections(fields.required("hc_mult"), fields.required("hc_sinkhorn_iters")));
  }

  /** Layers that have this compression ratio. */
  public int layersWithRatio(int ratio) {
    return (int) compressRatios.stream().filter(value -> value == ratio).count();
  }
}
