package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * Consecutive layers of one shape in a searched architecture.
 *
 * @param count layers in the run
 * @param attention whether they have attention
 * @param headsPerGroup query heads that share one key and value head; 0 without attention
 * @param feedForward whether they have a feed-forward layer
 * @param ffnMultiple width of the feed-forward layer, as a multiple of the hidden size before
 *     gating
 */
public record NasBlock(
    int count, boolean attention, int headsPerGroup, boolean feedForward, double ffnMultiple) {

  /** Requires a group size where there is attention. */
  public NasBlock {
    if (attention && headsPerGroup < 1) {
      throw InvalidValueException.of(
          "n_heads_in_group", headsPerGroup, "a layer with attention needs at least 1.");
    }
  }

  /**
   * Width of the feed-forward layer, elements: two thirds of the multiple, to a multiple of 256.
   */
  public int interSize(int hiddenSize) {
    int size = (int) (2 * ffnMultiple * hiddenSize / 3);
    return (size + 255) / 256 * 256;
  }

  boolean sameShape(NasBlock other) {
    return withCount(1).equals(other.withCount(1));
  }

  NasBlock withCount(int layers) {
    return new NasBlock(layers, attention, headsPerGroup, feedForward, ffnMultiple);
  }
}
