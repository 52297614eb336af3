package io.servelab.model;

/**
 * What a checkpoint says about its number formats, before any engine or device is considered.
 *
 * @param algorithm quantisation method in lower case, such as {@code fp8_block}, {@code nvfp4} or
 *     {@code mixed_precision}; empty when the checkpoint is not quantised
 * @param kvAlgorithm {@code fp8} or {@code bfloat16} when a KV-cache format is stated; else empty
 * @param dynamicActivations whether activations are stated to be scaled at run time
 * @param weightBlockSize rows of a block of weights that shares one scale; 0 when not stated
 * @param layers formats of single layers
 * @param expertFormat format of experts where the model itself states one; else empty
 */
public record CheckpointFormat(
    String algorithm,
    String kvAlgorithm,
    boolean dynamicActivations,
    int weightBlockSize,
    LayerFormats layers,
    String expertFormat) {

  /** Rows that share one scale where a checkpoint does not say. */
  public static final int USUAL_BLOCK_SIZE = 128;

  /** Whether the checkpoint states a quantisation method. */
  public boolean isQuantised() {
    return !algorithm.isEmpty();
  }

  /** The statement in a few words. */
  String summary() {
    String kv = kvAlgorithm.isEmpty() ? "" : ", KV cache " + kvAlgorithm;
    return (isQuantised() ? algorithm : "not quantised") + kv;
  }
}
