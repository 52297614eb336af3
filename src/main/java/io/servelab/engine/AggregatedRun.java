package io.servelab.engine;

import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;

/**
 * Prefill and decode mixed on one worker, in the steady state.
 *
 * @param schedule how passes follow one another
 * @param mixed a pass with prefill work
 * @param decode a pass without; none if every pass carries prefill work
 * @param encoder the vision encoder before the first pass of a request
 * @param rates what the worker delivers
 * @param memory the busiest moment
 * @param fit whether that moment fits
 */
public record AggregatedRun(
    Schedule schedule,
    PassTime mixed,
    PassTime decode,
    EncoderRun encoder,
    Rates rates,
    MemoryLedger memory,
    Fit fit) {

  /**
   * Whether the busiest moment fits in device memory.
   *
   * @param outOfMemory whether it exceeds the device
   * @param kvCacheTooSmall whether it does not, but the KV cache exceeds its share
   */
  public record Fit(boolean outOfMemory, boolean kvCacheTooSmall) {}

  /**
   * How passes follow one another while a batch turns over.
   *
   * @param decodeIterations decode passes that one request needs
   * @param mixedPasses passes with prefill work
   * @param decodePasses passes without
   * @param decodeRequests requests that decode in a mixed pass
   * @param decodeTokens tokens that a request gains in each decode pass
   * @param balance prefill work relative to decode work; above 1 prefill is the bottleneck
   */
  public record Schedule(
      double decodeIterations,
      double mixedPasses,
      double decodePasses,
      long decodeRequests,
      double decodeTokens,
      double balance) {}

  /**
   * What one worker delivers.
   *
   * @param ttftMs time to first token, milliseconds
   * @param tpotMs time per output token after the first, milliseconds
   * @param tokensPerS output tokens per second of one rank
   */
  public record Rates(double ttftMs, double tpotMs, double tokensPerS) {}

  /** Whether the busiest moment exceeds the device. */
  public boolean outOfMemory() {
    return fit.outOfMemory;
  }

  /** Whether the moment fits but the KV cache exceeds its share. */
  public boolean kvCacheTooSmall() {
    return fit.kvCacheTooSmall;
  }

  /** Whether the point can run. */
  public boolean fits() {
    return !fit.outOfMemory && !fit.kvCacheTooSmall;
  }
}
