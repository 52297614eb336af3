package io.servelab.estimate;

import static io.servelab.estimate.Rounding.three;

import io.servelab.engine.RequestShape;

/**
 * Constants of separate prefill and decode pools.
 *
 * <p>Source: constants of aiconfigurator 0.12.0.
 *
 * @param prefillCorrection factor on prefill pass times
 * @param decodeCorrection factor on decode pass times
 * @param prefillDegradation share of the prefill pool's rate that matching keeps
 * @param decodeDegradation share of the decode pool's rate that matching keeps
 * @param ttftQueueing factor of queueing on the time to first token
 */
public record Disaggregation(
    double prefillCorrection,
    double decodeCorrection,
    double prefillDegradation,
    double decodeDegradation,
    double ttftQueueing) {

  /** The usual constants. */
  public static final Disaggregation DEFAULT = new Disaggregation(1.1, 1.08, 0.9, 0.92, 1.8);

  /** Requests per second of matched pools. */
  public double requestsPerS(
      double prefillRequestsPerS,
      int prefillWorkers,
      double decodeRequestsPerS,
      int decodeWorkers) {
    return Math.min(
        prefillRequestsPerS * prefillWorkers * prefillDegradation,
        decodeRequestsPerS * decodeWorkers * decodeDegradation);
  }

  /** Time to first token behind a queue, milliseconds. */
  public double queuedTtftMs(StaticRow prefill) {
    return prefill.latency().ttftMs() * ttftQueueing;
  }

  /**
   * Composes pools of equal workers; both rows rounded beforehand, the result rounded.
   *
   * @param prefill one prefill worker
   * @param prefillWorkers their number
   * @param decode one decode worker
   * @param decodeWorkers their number
   */
  public DisaggregatedRow compose(
      RequestShape request,
      StaticRow prefill,
      int prefillWorkers,
      StaticRow decode,
      int decodeWorkers) {
    double requestsPerS =
        requestsPerS(
            prefill.rates().requestsPerS(),
            prefillWorkers,
            decode.rates().requestsPerS(),
            decodeWorkers);
    int gpus = prefill.gpus() * prefillWorkers + decode.gpus() * decodeWorkers;
    double ttftMs = queuedTtftMs(prefill);
    double tpotMs = decode.latency().tpotMs();
    double decodingMs = tpotMs * request.laterTokens();
    double requestMs = ttftMs + decodingMs;
    double tokensPerS = requestsPerS * request.osl();
    double powerW =
        requestMs > 0 ? (prefill.powerW() * ttftMs + decode.powerW() * decodingMs) / requestMs : 0;
    return new DisaggregatedRow(
        new DisaggregatedRow.Pool(prefill, prefillWorkers),
        new DisaggregatedRow.Pool(decode, decodeWorkers),
        new AggregatedRow.Latency(three(ttftMs), three(tpotMs), three(requestMs)),
        new AggregatedRow.Rates(
            three(requestsPerS),
            three(requestsPerS / gpus),
            three(tokensPerS),
            three(tokensPerS / gpus),
            decode.rates().tokensPerSPerUser()),
        decode.globalBatch() * decodeWorkers,
        gpus,
        three(powerW));
  }
}
