package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.serving.Band;

/**
 * What is expected at a measured point.
 *
 * @param latency mean latencies
 * @param band how far measurements stray from such predictions
 * @param breakdown where the latencies come from
 * @param reading how model and number formats were understood
 * @param doubt what speaks against it although it is no error; empty if nothing
 */
public record Prediction(
    Latency latency, Band band, Breakdown breakdown, String reading, String doubt) {

  /** Lower end of the band of the time to first token. */
  public double ttftLowMs() {
    return band.ttft().low(latency.ttftMs());
  }

  /** Upper end of the band of the time to first token. */
  public double ttftHighMs() {
    return band.ttft().high(latency.ttftMs());
  }

  /** Lower end of the band of the time per output token. */
  public double tpotLowMs() {
    return band.tpot().low(latency.tpotMs());
  }

  /** Upper end of the band of the time per output token. */
  public double tpotHighMs() {
    return band.tpot().high(latency.tpotMs());
  }
}
