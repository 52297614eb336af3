package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;

/**
 * What is expected at a measured point.
 *
 * @param latency mean latencies
 * @param band how far measurements stray from such predictions
 * @param doubt what speaks against it although it is no error; empty if nothing
 */
record Prediction(Latency latency, Band band, String doubt) {

  /** Factors around a prediction between which eight of ten measured times lie. */
  enum Band {
    /** One pool of engines; constants fitted without the model and system that is judged. */
    ONE_POOL(1.65, 1.22),
    /** Two pools, whose hand-over and routing are not modelled. */
    TWO_POOLS(3.2, 1.4);

    private final double ttft;
    private final double tpot;

    Band(double ttft, double tpot) {
      this.ttft = ttft;
      this.tpot = tpot;
    }
  }

  double ttftLowMs() {
    return latency.ttftMs() / band.ttft;
  }

  double ttftHighMs() {
    return latency.ttftMs() * band.ttft;
  }

  double tpotLowMs() {
    return latency.tpotMs() / band.tpot;
  }

  double tpotHighMs() {
    return latency.tpotMs() * band.tpot;
  }
}
