package io.servelab.model;

import io.servelab.hardware.MathType;

/** Number formats of collective messages. */
public enum CommQuant implements QuantMode {
  HALF("half", 2, 1, MathType.BFLOAT16),
  INT8("int8", 1, 2, MathType.INT8),
  FP8("fp8", 1, 2, MathType.FP8);

  private final NumberFormat format;

  CommQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    format = new NumberFormat(id, bytesPerElement, speedup, mathType);
  }

  /**
   * The mode with this name.
   *
   * @throws io.servelab.error.UnknownNameException if there is none
   */
  public static CommQuant of(String id) {
    return QuantMode.find("comm quantisation mode", id, values());
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
