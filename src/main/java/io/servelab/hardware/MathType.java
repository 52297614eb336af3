package io.servelab.hardware;

/** Number formats that tensor cores multiply at a rate of their own. */
public enum MathType {
  BFLOAT16("bfloat16"),
  INT8("int8"),
  FP8("fp8"),
  FP4("fp4");

  private final String id;

  MathType(String id) {
    this.id = id;
  }

  /** Prefix of the rate's field in a system file, as in {@code fp8_tc_flops}. */
  public String id() {
    return id;
  }
}
