package io.servelab.model;

import io.servelab.hardware.MathType;

/** Number formats of the attention product in prefill. */
public enum FmhaQuant implements QuantMode {
  BFLOAT16("bfloat16", 2, 1, MathType.BFLOAT16),
  FLOAT16("float16", 2, 1, MathType.BFLOAT16),
  FP8("fp8", 1, 2, MathType.FP8),
  FP8_BLOCK("fp8_block", 1, 2, MathType.FP8);

  private final NumberFormat format;

  FmhaQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    format = new NumberFormat(id, bytesPerElement, speedup, mathType);
  }

  /**
   * The mode with this name.
   *
   * @throws io.servelab.error.UnknownNameException if there is none
   */
  public static FmhaQuant of(String id) {
    return QuantMode.find("fmha quantisation mode", id, values());
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
