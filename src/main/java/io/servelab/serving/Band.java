package io.servelab.serving;

import io.servelab.hardware.ServingEngine;

/**
 * How far measurements stray from predictions: between these ends lie eight of ten.
 *
 * @param ttft of the time to first token
 * @param tpot of the time per output token after the first
 */
public record Band(Reach ttft, Reach tpot) {

  /** Share of the time to first token beyond which a queue decides it. */
  private static final double QUEUE = 0.8;

  private static final Reach POOLS = new Reach(1.35, 2.2);
  private static final Reach QUEUEING_POOLS = new Reach(4.5, 3);

  /**
   * One pool of engines: what held eight of ten points whose model and system took no part in
   * fitting constants. With SGLang the time to first token strays upwards: cold starts and stalls
   * that nobody recorded only delay.
   */
  public static Band onePool(ServingEngine engine) {
    return switch (engine) {
      case VLLM -> new Band(Reach.evenly(1.37), Reach.evenly(1.17));
      case TRTLLM -> new Band(Reach.evenly(1.6), Reach.evenly(1.16));
      case SGLANG -> new Band(new Reach(1.35, 2.2), Reach.evenly(1.19));
    };
  }

  /**
   * Two pools, whose hand-over and routing are hardly known. Where a queue decides the time to
   * first token, hardly anything is known of it.
   *
   * @param queueingShare share of the time to first token spent before the first pass on the prompt
   */
  public static Band twoPools(ServingEngine engine, double queueingShare) {
    return new Band(
        queueingShare < QUEUE ? POOLS : QUEUEING_POOLS,
        switch (engine) {
          case VLLM -> Reach.evenly(1.29);
          case TRTLLM -> Reach.evenly(1.2);
          case SGLANG -> Reach.evenly(1.4);
        });
  }

  /**
   * The same where pass times are not all measured: wholly estimated ones double the logarithms.
   * That is a rule, not a fit: too few such points were measured.
   */
  public Band on(Footing footing) {
    return new Band(ttft.stretched(1 + footing.prefill()), tpot.stretched(1 + footing.decode()));
  }

  /**
   * Whether the throughputs of two deployments lie so near that their bands cannot tell which is
   * higher. Throughput errs as the time per output token does; both errors count as independent,
   * which is cautious where both rest on the same tables.
   */
  public static boolean cannotTell(double one, Band bandOfOne, double other, Band bandOfOther) {
    return Math.abs(Math.log(one / other))
        <= Math.hypot(Math.log(bandOfOne.tpot.width()), Math.log(bandOfOther.tpot.width())) / 2;
  }
}
