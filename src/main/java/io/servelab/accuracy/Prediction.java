package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.serving.Band;

/**
 * What is expected at a measured point.
 *
 * @param latency mean latencies
 * @param band how far measurements stray from such predictions
 * @param doubt what speaks against it although it is no error; empty if nothing
 */
record Prediction(Latency latency, Band band, String doubt) {

  double ttftLowMs() {
    return latency.ttftMs() / band.ttft();
  }

  double ttftHighMs() {
    return latency.ttftMs() * band.ttft();
  }

  double tpotLowMs() {
    return latency.tpotMs() / band.tpot();
  }

  double tpotHighMs() {
    return latency.tpotMs() * band.tpot();
  }
}
