package io.servelab.model;

/**
 * A vision transformer and the projectors that hand its patches to the language model.
 *
 * @param depth layers
 * @param hiddenSize width of the residual stream, elements
 * @param interSize width of the feed-forward layer, elements
 * @param heads attention heads
 * @param outHiddenSize width of the language model, elements
 * @param patches how an image is cut
 * @param deepstackLevels layers whose output is projected as well as the last one's
 */
public record VisionEncoder(
    int depth,
    int hiddenSize,
    int interSize,
    int heads,
    int outHiddenSize,
    Patches patches,
    int deepstackLevels) {

  /**
   * How an image is cut into patches.
   *
   * @param size edge of a patch, pixels
   * @param merge patches along each edge that are merged into one token
   * @param temporal frames of one patch
   * @param channels colour channels
   */
  public record Patches(int size, int merge, int temporal, int channels) {

    /** Edge of the square that becomes one token, pixels. */
    public int stride() {
      return size * merge;
    }
  }

  static VisionEncoder read(ConfigFields fields) {
    return new VisionEncoder(
        fields.required("depth"),
        fields.required("hidden_size"),
        fields.required("intermediate_size"),
        fields.required("num_heads"),
        fields.required("out_hidden_size"),
        new Patches(
            fields.required("patch_size"),
            fields.firstNonZero("spatial_merge_size").orElse(1),
            fields.firstNonZero("temporal_patch_size").orElse(1),
            fields.firstNonZero("in_channels").orElse(3)),
        fields.integers("deepstack_visual_indexes").size());
  }

  /** Width of one attention head, elements. */
  public int headDim() {
    return hiddenSize / heads;
  }

  /** Projectors: one for the last layer and one for each deep-stack level. */
  public int projectors() {
    return 1 + deepstackLevels;
  }

  /** Width that a projector reads: the patches of one token side by side, elements. */
  public int mergedSize() {
    return hiddenSize * patches.merge() * patches.merge();
  }
}
