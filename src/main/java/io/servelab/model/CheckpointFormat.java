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
 * @param expertFormat format of experts in lower case, where the model itself states one; else
 *     empty
 */
public record CheckpointFormat(
    String algorithm,
    String kvAlgorithm,
    boolean dynamicActivations,
    int weightBlockSize,
    LayerFormats layers,
    String expertFormat) {

  static final String BFLOAT16 = "bfloat16";
  static final String FP8 = "fp8";
  static final String FP8_BLOCK = "fp8_block";
  static final String MXFP8 = "mxfp8";
  static final String NVFP4 = "nvfp4";
  static final String W4A16_NVFP4 = "w4a16_nvfp4";
  static final String MXFP4 = "mxfp4";
  static final String INT4 = "int4";
  static final String INT8 = "int8";
  static final String COMPRESSED_TENSORS = "compressed-tensors";
  static final String MIXED_PRECISION = "mixed_precision";

  private static final int USUAL_BLOCK_SIZE = 128;

  /** Rows that share one scale: what is stated, else 128. */
  public int weightBlockSizeOrUsual() {
    return weightBlockSize > 0 ? weightBlockSize : USUAL_BLOCK_SIZE;
  }

  /** Whether the model itself states FP4 experts. */
  boolean hasFp4Experts() {
    return expertFormat.equals("fp4");
  }

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
