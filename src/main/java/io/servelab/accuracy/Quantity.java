package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;

/** What is compared. */
public enum Quantity {
  /** Mean time to first token over a run, opening burst included. */
  TTFT {
    @Override
    double of(Latency latency, MeasuredPoint point) {
      return latency.ttftMs();
    }
  },
  /** Mean time per output token after the first. */
  TPOT {
    @Override
    double of(Latency latency, MeasuredPoint point) {
      return latency.tpotMs();
    }
  },
  /** Output tokens per second and GPU of a closed loop of so many clients. */
  THROUGHPUT {
    @Override
    double of(Latency latency, MeasuredPoint point) {
      MeasuredPoint.Load load = point.load();
      double requestMs = latency.ttftMs() + latency.tpotMs() * (load.osl() - 1);
      return load.concurrency() * load.osl() * 1000.0 / requestMs / point.gpus();
    }
  };

  abstract double of(Latency latency, MeasuredPoint point);
}
