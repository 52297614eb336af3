package io.servelab.model;

import io.servelab.hardware.MathType;

/** Number formats of routed experts. */
public enum MoeQuant implements QuantMode {
  BFLOAT16("bfloat16", 2, 1, MathType.BFLOAT16),
  FP8("fp8", 1, 2, MathType.FP8),
  INT4_WO("int4_wo", 0.5, 1, MathType.BFLOAT16),
  FP8_BLOCK("fp8_block", 1, 2, MathType.FP8),
  W4AFP8("w4afp8", 0.5, 2, MathType.FP8),
  NVFP4("nvfp4", 9.0 / 16, 4, MathType.FP4),
  NVFP4_WO("nvfp4_wo", 9.0 / 16, 1, MathType.BFLOAT16),
  W4A16_MXFP4("w4a16_mxfp4", 0.5, 1, MathType.BFLOAT16),
  W4A8_MXFP4_MXFP8("w4a8_mxfp4_mxfp8", 0.5, 2, MathType.FP8),
  W4A8_MXFP4_MXFP8_TRTLLM("w4a8_mxfp4_mxfp8_trtllm", 0.5, 2, MathType.FP8),
  W4A16_MXFP4_CUTLASS("w4a16_mxfp4_cutlass", 0.5, 1, MathType.BFLOAT16),
  W4A16_NVFP4("w4a16_nvfp4", 9.0 / 16, 1, MathType.BFLOAT16);

  private final NumberFormat format;

  MoeQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    format = new NumberFormat(id, bytesPerElement, speedup, mathType);
  }

  /**
   * The mode with this name.
   *
   * @throws io.servelab.error.UnknownNameException if there is none
   */
  public static MoeQuant of(String id) {
    return QuantMode.find("moe quantisation mode", id, values());
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
