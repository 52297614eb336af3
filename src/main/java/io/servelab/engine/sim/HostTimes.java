package io.servelab.engine.sim;

import io.servelab.error.InvalidValueException;

/**
 * Time that the engine's host spends, resolved for one deployment.
 *
 * @param requestMs from sending a request until the scheduler can see it, milliseconds
 * @param prefillLaunchMs to launch a pass with prompt chunks, kernel by kernel, while the device
 *     works on it; the slower of the two decides, milliseconds
 * @param prefillPassMs added to every pass with prompt chunks; blocks the engine, milliseconds
 * @param decodePassMs added to every pass without, milliseconds
 */
public record HostTimes(
    double requestMs, double prefillLaunchMs, double prefillPassMs, double decodePassMs) {

  /** A host that costs nothing. */
  public static final HostTimes NONE = new HostTimes(0, 0, 0, 0);

  /** Requires finite times that are not negative. */
  public HostTimes {
    require("request_ms", requestMs);
    require("prefill_launch_ms", prefillLaunchMs);
    require("prefill_pass_ms", prefillPassMs);
    require("decode_pass_ms", decodePassMs);
  }

  private static void require(String what, double ms) {
    if (!(ms >= 0 && ms < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of(what, ms, "host time is finite and not negative.");
    }
  }
}
