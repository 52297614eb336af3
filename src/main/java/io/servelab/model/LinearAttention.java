package io.servelab.model;

/**
 * Heads of a linear (recurrent) attention layer.
 *
 * @param keyHeads query and key heads
 * @param keyHeadDim width of a key head, elements
 * @param valueHeads value heads
 * @param valueHeadDim width of a value head, elements
 * @param convKernel taps of the short convolution
 */
public record LinearAttention(
    int keyHeads, int keyHeadDim, int valueHeads, int valueHeadDim, int convKernel) {

  /** Channels that pass through the short convolution. */
  public int convChannels() {
    return 2 * keyHeads * keyHeadDim + valueHeads * valueHeadDim;
  }
}
