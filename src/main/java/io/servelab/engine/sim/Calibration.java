package io.servelab.engine.sim;

import io.servelab.error.InvalidValueException;
import io.servelab.step.PassTimes;

/**
 * Factors on what ships, for one cluster: how its host and its passes differ from what was measured
 * elsewhere. All are 1 where nothing is known.
 *
 * @param hostRequest on the time until the scheduler sees a request
 * @param hostPrefill on the host's part of passes with prompts
 * @param hostDecode on the host's part of passes without
 * @param prefillTime on the device's part of passes with prompts
 * @param decodeTime on the device's part of passes without
 */
public record Calibration(
    double hostRequest,
    double hostPrefill,
    double hostDecode,
    double prefillTime,
    double decodeTime) {

  /** What ships, as it is. */
  public static final Calibration NONE = new Calibration(1, 1, 1, 1, 1);

  /** Requires positive, finite factors. */
  public Calibration {
    require("host_request", hostRequest);
    require("host_prefill", hostPrefill);
    require("host_decode", hostDecode);
    require("prefill_time", prefillTime);
    require("decode_time", decodeTime);
  }

  private static void require(String what, double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of(what, factor, "a factor is positive; 1 changes nothing.");
    }
  }

  /** Both calibrations, one on top of the other. */
  public Calibration and(Calibration other) {
    return new Calibration(
        hostRequest * other.hostRequest,
        hostPrefill * other.hostPrefill,
        hostDecode * other.hostDecode,
        prefillTime * other.prefillTime,
        decodeTime * other.decodeTime);
  }

  /** Host times with the factors. */
  public HostModel on(HostModel host) {
    return new HostModel(
        host.requestMs() * hostRequest,
        host.launchMs() * hostPrefill,
        host.prefillMs() * hostPrefill,
        host.decodeMs() * hostDecode);
  }

  /** Pass times with the factors. */
  public PassTimes on(PassTimes times) {
    return prefillTime == 1 && decodeTime == 1
        ? times
        : new ScaledPassTimes(times, prefillTime, decodeTime);
  }
}
