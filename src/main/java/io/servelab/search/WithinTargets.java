package io.servelab.search;

import io.servelab.serving.Forecast;
import io.servelab.serving.Outlook;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a deployment delivers within the latency targets when it is simulated: under as many clients
 * as it serves in time, up to its requests at once. The ends are those of latencies as far off as
 * their bands allow, which change both how many clients may come and how fast each is served.
 *
 * @param low output tokens per second and GPU of the cluster if all is slower than predicted
 * @param tokensPerSPerGpu the same as predicted; 0 if not even one client is served in time
 * @param high the same if all is faster
 * @param clients clients of a replica, as predicted
 */
public record WithinTargets(double low, double tokensPerSPerGpu, double high, int clients) {

  /** Simulates a recommendation; empty where it cannot be. */
  public static Optional<WithinTargets> of(SearchResult result, Candidate candidate) {
    if (result.forecasts().of(candidate).isEmpty()) {
      return Optional.empty();
    }
    Map<Outlook, Optional<Forecast>> runs =
        Arrays.stream(Outlook.values())
            .parallel()
            .collect(
                Collectors.toMap(
                    outlook -> outlook, outlook -> result.forecasts().within(candidate, outlook)));
    ToDoubleFunction<Outlook> rate =
        outlook -> runs.get(outlook).map(run -> rate(result, candidate, run, outlook)).orElse(0.0);
    return Optional.of(
        new WithinTargets(
            rate.applyAsDouble(Outlook.WORST),
            rate.applyAsDouble(Outlook.PREDICTED),
            rate.applyAsDouble(Outlook.BEST),
            runs.get(Outlook.PREDICTED).map(Forecast::clients).orElse(0)));
  }

  /** Clients are served as much faster as each of their tokens comes. */
  private static double rate(
      SearchResult result, Candidate candidate, Forecast forecast, Outlook outlook) {
    return result.simulatedTokensPerSPerGpu(candidate, forecast)
        / outlook.of(1, forecast.band().tpot());
  }

  /** Whether the bands leave open which of two delivers more. */
  public boolean overlaps(WithinTargets other) {
    return low <= other.high && other.low <= high;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", tokensPerSPerGpu, low, high);
  }
}
