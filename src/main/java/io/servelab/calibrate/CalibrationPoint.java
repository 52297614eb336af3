package io.servelab.calibrate;

import io.servelab.accuracy.MeasuredPoint.Latency;

/**
 * A measured point before and after a calibration.
 *
 * @param id its name
 * @param concurrency clients
 * @param isl input tokens
 * @param osl output tokens
 * @param measured what was measured
 * @param before what was expected with everything as it ships
 * @param after what is expected with the factors that all points gave
 * @param leftOut what is expected with the factors that the other points gave
 */
public record CalibrationPoint(
    String id,
    int concurrency,
    int isl,
    int osl,
    Latency measured,
    Latency before,
    Latency after,
    Latency leftOut) {

  /** Mean absolute logarithm of expected over measured, of both latencies. */
  double error(Latency expected) {
    return (Math.abs(Math.log(expected.ttftMs() / measured.ttftMs()))
            + Math.abs(Math.log(expected.tpotMs() / measured.tpotMs())))
        / 2;
  }
}
