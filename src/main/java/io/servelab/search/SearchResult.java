package io.servelab.search;

import io.servelab.serving.Forecast;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a search found.
 *
 * @param request what was searched
 * @param branches one for each kind of deployment, in the order they were searched
 * @param forecasts what candidates deliver request by request, made when first asked for
 */
public record SearchResult(
    SearchRequest request, List<SearchBranch> branches, Forecasts forecasts) {

  /** Nothing has been simulated yet. */
  public SearchResult(SearchRequest request, List<SearchBranch> branches) {
    this(request, branches, new Forecasts(request));
  }

  /** Copies the branches. */
  public SearchResult {
    branches = List.copyOf(branches);
  }

  /** The branch of a kind, if it was searched. */
  public Optional<SearchBranch> branch(ServingMode mode) {
    return branches.stream().filter(branch -> branch.mode() == mode).findFirst();
  }

  /** The branch with the better recommendation; the first of equals; empty if neither has one. */
  public Optional<SearchBranch> chosen() {
    Comparator<SearchBranch> byThroughput =
        Comparator.comparingDouble(branch -> -throughput(branch));
    return branches.stream().filter(branch -> branch.best().isPresent()).min(byThroughput);
  }

  /** Output tokens per second and GPU of a branch's recommendation on the whole cluster. */
  public double throughput(SearchBranch branch) {
    return branch.best().map(best -> best.clusterTokensPerSPerGpu(request.totalGpus())).orElse(0.0);
  }

  /**
   * The recommended deployments and both fronts: what is worth simulating. Each occurs once, the
   * recommended ones first.
   */
  public List<Candidate> finalists() {
    Set<Candidate> finalists = Collections.newSetFromMap(new IdentityHashMap<>());
    return Stream.concat(
            branches.stream().flatMap(branch -> branch.top().stream()),
            branches.stream().flatMap(branch -> branch.front().points().stream()))
        .filter(finalists::add)
        .toList();
  }

  /**
   * Output tokens per second and GPU of the whole cluster when all replicas of a candidate deliver
   * what was simulated.
   */
  public double simulatedTokensPerSPerGpu(Candidate candidate, Forecast forecast) {
    int used = candidate.replicas(request.totalGpus()) * candidate.gpus();
    return forecast.tokensPerSPerGpu() * used / request.totalGpus();
  }
}
