package io.servelab.search;

import io.servelab.serving.Band;
import io.servelab.serving.Forecast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the recommendations of both kinds compare when they are simulated.
 *
 * @param better the kind with more throughput
 * @param tokensPerSPerGpu its output tokens per second and GPU of the cluster
 * @param other the other kind
 * @param otherTokensPerSPerGpu what that delivers
 * @param undecided whether the bands of both are too wide to tell which delivers more
 */
public record SimulatedComparison(
    ServingMode better,
    double tokensPerSPerGpu,
    ServingMode other,
    double otherTokensPerSPerGpu,
    boolean undecided) {

  private record Side(ServingMode mode, double tokensPerSPerGpu, Band band) {}

  /** Simulates the recommendations of a search; empty unless both kinds have one that can be. */
  public static Optional<SimulatedComparison> of(SearchResult result) {
    List<Side> sides =
        result.branches().stream().flatMap(branch -> side(result, branch).stream()).toList();
    if (sides.size() < 2) {
      return Optional.empty();
    }
    boolean inOrder = sides.get(0).tokensPerSPerGpu >= sides.get(1).tokensPerSPerGpu;
    Side better = sides.get(inOrder ? 0 : 1);
    Side other = sides.get(inOrder ? 1 : 0);
    return Optional.of(
        new SimulatedComparison(
            better.mode,
            better.tokensPerSPerGpu,
            other.mode,
            other.tokensPerSPerGpu,
            Band.cannotTell(
                better.tokensPerSPerGpu, better.band, other.tokensPerSPerGpu, other.band)));
  }

  private static Optional<Side> side(SearchResult result, SearchBranch branch) {
    Optional<Candidate> best = branch.best();
    Optional<Forecast> forecast = best.flatMap(result.forecasts()::of);
    return forecast.map(
        found ->
            new Side(
                branch.mode(),
                result.simulatedTokensPerSPerGpu(best.orElseThrow(), found),
                found.band()));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Simulated: %s %.0f, %s %.0f tokens/s/GPU; %s.",
        better.id(),
        tokensPerSPerGpu,
        other.id(),
        otherTokensPerSPerGpu,
        undecided ? "the bands cannot tell them apart" : "farther apart than their bands");
  }
}
