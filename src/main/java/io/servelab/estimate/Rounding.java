package io.servelab.estimate;

/** The rounding that the reference release applies between its stages. */
public final class Rounding {

  private static final double SCALE = 1000;

  private Rounding() {}

  /** Three decimals, half to even on the double. */
  public static double three(double value) {
    return Math.rint(value * SCALE) / SCALE;
  }
}
