package io.servelab.serving;

/** Which end of its band a latency is taken at. */
public enum Outlook {
  /** All turns out as fast as the band allows. */
  BEST,
  /** As predicted. */
  PREDICTED,
  /** All turns out as slow as the band allows. */
  WORST;

  /** A predicted latency at this end of its band, in its unit. */
  public double of(double predicted, Reach reach) {
    return switch (this) {
      case BEST -> reach.low(predicted);
      case PREDICTED -> predicted;
      case WORST -> reach.high(predicted);
    };
  }
}
