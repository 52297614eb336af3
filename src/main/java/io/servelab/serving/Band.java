package io.servelab.serving;

import io.servelab.error.InvalidValueException;

/**
 * How far measurements stray from predictions: factors either way between which eight of ten lie.
 *
 * @param ttft factor of the time to first token, at least 1
 * @param tpot factor of the time per output token after the first, at least 1
 */
public record Band(double ttft, double tpot) {

  /** One pool of engines; constants fitted without the model and system that is judged. */
  public static final Band ONE_POOL = new Band(1.65, 1.22);

  /** Two pools, whose hand-over and routing are hardly known. */
  public static final Band TWO_POOLS = new Band(3.2, 1.4);

  /** Requires factors of at least 1. */
  public Band {
    require("ttft", ttft);
    require("tpot", tpot);
  }

  private static void require(String what, double factor) {
    if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of(what + " band", factor, "a factor is at least 1 and finite.");
    }
  }
}
