package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;

/**
 * What is expected at a measured point.
 *
 * @param latency mean latencies
 * @param doubt what speaks against it although it is no error; empty if nothing
 */
record Prediction(Latency latency, String doubt) {

  /** Eight of ten measured times lie within these factors of the prediction, groups left out. */
  private static final double TTFT_FACTOR = 1.65;

  private static final double TPOT_FACTOR = 1.22;

  double ttftLowMs() {
    return latency.ttftMs() / TTFT_FACTOR;
  }

  double ttftHighMs() {
    return latency.ttftMs() * TTFT_FACTOR;
  }

  double tpotLowMs() {
    return latency.tpotMs() / TPOT_FACTOR;
  }

  double tpotHighMs() {
    return latency.tpotMs() * TPOT_FACTOR;
  }
}
