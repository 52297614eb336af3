package io.servelab.model;

import io.servelab.hardware.MathType;

/** Number formats of the KV cache. */
public enum KvQuant implements QuantMode {
  BFLOAT16("bfloat16", 2, 1, MathType.BFLOAT16),
  INT8("int8", 1, 2, MathType.INT8),
  FP8("fp8", 1, 2, MathType.FP8);

  private final NumberFormat format;

  KvQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    format = new NumberFormat(id, bytesPerElement, speedup, mathType);
  }

  /**
   * The mode with this name.
   *
   * @throws io.servelab.error.UnknownNameException if there is none
   */
  public static KvQuant of(String id) {
    return QuantMode.find("KV-cache quantisation mode", id, values());
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
