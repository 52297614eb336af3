package io.servelab.serving;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;

/**
 * How far measurements stray from predictions: factors either way between which eight of ten lie.
 *
 * @param ttft factor of the time to first token, at least 1
 * @param tpot factor of the time per output token after the first, at least 1
 */
public record Band(double ttft, double tpot) {

  /** Two pools, whose hand-over and routing are hardly known. */
  public static final Band TWO_POOLS = new Band(2.9, 1.29);

  private static final Band VLLM = new Band(1.37, 1.17);
  private static final Band TRTLLM = new Band(1.68, 1.16);
  private static final Band SGLANG = new Band(1.73, 1.19);

  /**
   * One pool of engines: what held eight of ten points whose model and system took no part in
   * fitting constants. With SGLang the time to first token strays more; there its band holds two of
   * three, because a wider one would tell nothing.
   */
  public static Band onePool(ServingEngine engine) {
    return switch (engine) {
      case VLLM -> VLLM;
      case TRTLLM -> TRTLLM;
      case SGLANG -> SGLANG;
    };
  }

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

  /**
   * The same where pass times are not all measured: wholly estimated ones double the logarithm.
   * That is a rule, not a fit: too few such points were measured.
   */
  public Band on(Footing footing) {
    return new Band(Math.pow(ttft, 1 + footing.prefill()), Math.pow(tpot, 1 + footing.decode()));
  }

  /**
   * Whether the throughputs of two deployments lie so near that their bands cannot tell which is
   * higher. Throughput errs as the time per output token does; both errors count as independent,
   * which is cautious where both rest on the same tables.
   */
  public static boolean cannotTell(double one, Band bandOfOne, double other, Band bandOfOther) {
    return Math.abs(Math.log(one / other))
        <= Math.hypot(Math.log(bandOfOne.tpot), Math.log(bandOfOther.tpot));
  }
}
