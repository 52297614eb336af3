package io.servelab.model;

import io.servelab.hardware.MathType;

/** Number formats of collective messages. */
public enum CommQuant implements QuantMode {
  HALF("half", 2, 1, MathType.BFLOAT16),
  INT8("int8", 1, 2, MathType.INT8),
  FP8("fp8", 1, 2, MathType.FP8);

  private final String id;
  private final double bytesPerElement;
  private final double speedup;
  private final MathType mathType;

  CommQuant(String id, double bytesPerElement, double speedup, MathType mathType) {
    this.id = id;
    this.bytesPerElement = bytesPerElement;
    this.speedup = speedup;
    this.mathType = mathType;
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
  public String id() {
    return id;
  }

  @Override
  public double bytesPerElement() {
    return bytesPerElement;
  }

  @Override
  public double speedup() {
    return speedup;
  }

  @Override
  public MathType mathType() {
    return mathType;
  }

  @Override
  public String toString() {
    return id;
  }
}
