package io.servelab.model;

import io.servelab.hardware.MathType;

/**
 * Number formats of dense projections: weights, and activations where the kernel quantises them.
 */
public enum GemmQuant implements QuantMode {
  BFLOAT16("bfloat16", 2, 1, MathType.BFLOAT16),
  INT8_WO("int8_wo", 1, 1, MathType.BFLOAT16),
  INT4_WO("int4_wo", 0.5, 1, MathType.BFLOAT16),
  FP8("fp8", 1, 2, MathType.FP8),
  FP8_STATIC("fp8_static", 1, 2, MathType.FP8),
  SQ("sq", 1, 2, MathType.INT8),
  FP8_BLOCK("fp8_block", 1, 2, MathType.FP8),
  FP8_OOTB("fp8_ootb", 1, 2, MathType.FP8),
  NVFP4("nvfp4", 9.0 / 16, 4, MathType.FP4),
  NVFP4_WO("nvfp4_wo", 9.0 / 16, 1, MathType.BFLOAT16),
  W4A16_NVFP4("w4a16_nvfp4", 9.0 / 16, 1, MathType.BFLOAT16);

  private final NumberFormat format;

  GemmQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    format = new NumberFormat(id, bytesPerElement, speedup, mathType);
  }

  /**
   * The mode with this name.
   *
   * @throws io.servelab.error.UnknownNameException if there is none
   */
  public static GemmQuant of(String id) {
    return QuantMode.find("gemm quantisation mode", id, values());
  }

  @Override
  public NumberFormat format() {
    return format;
  }

  @Override
  public String toString() {
    return id();
  }
}
