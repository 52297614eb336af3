package io.servelab.perf;

/** How far a time is from a measurement, from most to least certain. */
public enum Evidence {
  /** A measured point. */
  MEASURED(""),
  /** A formula in bytes and bandwidth, calibrated by the system description. */
  FORMULA(""),
  /** Between measured points. */
  INTERPOLATED(""),
  /** Beyond the measured range, carried by the roofline. */
  EXTRAPOLATED(""),
  /** Measured under other engines, because the engine's own rows are missing or not trusted. */
  SUBSTITUTED("substituted"),
  /** The roofline itself. */
  ROOFLINE(""),
  /** Measured utilisation of the same slice, carried to another shape. */
  UTILISATION("empirical"),
  /** Measured utilisation of another shape. */
  XSHAPE("xshape"),
  /** Measured utilisation of another number format of the same profile. */
  XQUANT("xquant"),
  /** Measured utilisation of another profile, rescaled. */
  XPROFILE("xprofile"),
  /** Measured utilisation of another operator. */
  XOP("xop"),
  /** Measured utilisation of another system. */
  XSYSTEM("xsystem");

  private final String tier;

  Evidence(String tier) {
    this.tier = tier;
  }

  /** Estimation tier in the {@code provenance} column; empty when tables or formulas answered. */
  public String tier() {
    return tier;
  }

  /** The less certain of the two. */
  public Evidence and(Evidence other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
