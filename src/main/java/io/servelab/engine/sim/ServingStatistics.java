package io.servelab.engine.sim;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What a run delivers, over the requests of a window. Times are milliseconds.
 *
 * @param window which requests count
 * @param latency times of requests
 * @param rates what is delivered in a second
 * @param queueingShare share of the time to first token spent before the first pass on the prompt
 * @param totals passes, occupancy and gaps between outputs of the whole run
 */
public record ServingStatistics(
    Window window, Latency latency, Rates rates, double queueingShare, PassTotals totals) {

  private static final double NS_PER_S = 1e9;

  /**
   * Times of requests, milliseconds.
   *
   * @param ttft time to first token
   * @param tpot time for each output token after the first, averaged within a request
   * @param total time to last token
   */
  public record Latency(Spread ttft, Spread tpot, Spread total) {}

  /**
   * Rates over the whole run.
   *
   * @param requestsPerS requests that ended
   * @param outputTokensPerS output tokens
   * @param inputTokensPerS input tokens
   */
  public record Rates(double requestsPerS, double outputTokensPerS, double inputTokensPerS) {}

  /** Over a window of a run. */
  public static ServingStatistics of(SimulationRun run, Window window) {
    int[] requests = window.requests(run);
    int[] several =
        Arrays.stream(requests).filter(request -> run.stream().output(request) > 1).toArray();
    Spread ttft = spread(requests, run::ttftMs);
    double queued = Arrays.stream(requests).mapToDouble(run::queuedMs).sum();
    return new ServingStatistics(
        window,
        new Latency(ttft, spread(several, run::tpotMs), spread(requests, run::latencyMs)),
        rates(run),
        ttft.mean() > 0 ? queued / requests.length / ttft.mean() : 0,
        run.totals());
  }

  private static Spread spread(int[] requests, IntToDoubleFunction value) {
    return Spread.of(Arrays.stream(requests).mapToDouble(value).toArray());
  }

  private static Rates rates(SimulationRun run) {
    long inputs = 0;
    long outputs = 0;
    for (int request = 0; request < run.size(); request++) {
      inputs += run.stream().prompt(request);
      outputs += run.stream().output(request);
    }
    double seconds = Math.max(1, run.totals().endNs()) / NS_PER_S;
    return new Rates(run.size() / seconds, outputs / seconds, inputs / seconds);
  }

  /**
   * Requests per second that keep both targets.
   *
   * @param ttftMs target of the time to first token, milliseconds
   * @param tpotMs target of the time per output token, milliseconds
   */
  public static double goodputPerS(SimulationRun run, double ttftMs, double tpotMs) {
    int good = 0;
    for (int request = 0; request < run.size(); request++) {
      good += run.ttftMs(request) <= ttftMs && run.tpotMs(request) <= tpotMs ? 1 : 0;
    }
    return good / (Math.max(1, run.totals().endNs()) / NS_PER_S);
  }
}
