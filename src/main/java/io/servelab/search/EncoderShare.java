package io.servelab.search;

import io.servelab.engine.EncoderRun;
import io.servelab.estimate.Rounding;

/**
 * The part of a vision encoder in a deployment, at three decimals.
 *
 * @param latencyMs time of the encoder before the first pass, milliseconds
 * @param memoryGib its memory on one rank, GiB
 */
public record EncoderShare(double latencyMs, double memoryGib) {

  /** Nothing to encode. */
  public static final EncoderShare NONE = new EncoderShare(0, 0);

  static EncoderShare of(EncoderRun run) {
    return run.pass().rows().isEmpty()
        ? NONE
        : new EncoderShare(Rounding.three(run.latencyMs()), Rounding.three(run.memoryGib()));
  }
}
