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
 * @param engines where several engines were asked, what each of them gave; else empty
 * @param preferred the kind that scores higher, if something else than throughput decides
 * @param prices prices of GPU hours, if they are known
 */
public record SearchResult(
    SearchRequest request,
    List<SearchBranch> branches,
    Forecasts forecasts,
    List<SearchResult> engines,
    Optional<ServingMode> preferred,
    Prices prices) {

  /** Copies the lists. */
  public SearchResult {
    branches = List.copyOf(branches);
    engines = List.copyOf(engines);
  }

  /** What several engines gave, judged by throughput. */
  SearchResult(SearchRequest request, List<SearchBranch> branches, List<SearchResult> engines) {
    this(request, branches, new Forecasts(request), engines, Optional.empty(), Prices.NONE);
  }

  /** What one engine gave, judged by throughput. */
  public SearchResult(SearchRequest request, List<SearchBranch> branches) {
    this(request, branches, List.of());
  }

  /** The same at other prices. */
  public SearchResult at(Prices others) {
    return new SearchResult(request, branches, forecasts, engines, preferred, others);
  }

  /**
   * The same with other recommendations.
   *
   * @param kind the kind that is preferred, if any
   */
  public SearchResult recommending(List<SearchBranch> others, Optional<ServingMode> kind) {
    return new SearchResult(request, others, forecasts, engines, kind, prices);
  }

  /** What was searched, once for each engine. */
  public List<SearchRequest> searches() {
    return engines.isEmpty()
        ? List.of(request)
        : engines.stream().map(SearchResult::request).toList();
  }

  /** The search that found a candidate: that of its engine, where several were asked. */
  public SearchRequest requestOf(Candidate candidate) {
    return engines.stream()
        .filter(engine -> engine.found(candidate))
        .findFirst()
        .map(SearchResult::request)
        .orElse(request);
  }

  private boolean found(Candidate candidate) {
    return branches.stream()
        .flatMap(branch -> branch.candidates().stream())
        .anyMatch(other -> other == candidate);
  }

  /** The branch of a kind, if it was searched. */
  public Optional<SearchBranch> branch(ServingMode mode) {
    return branches.stream().filter(branch -> branch.mode() == mode).findFirst();
  }

  /**
   * The preferred branch, or the one whose recommendation comes nearest to the targets, then has
   * more throughput; the first of equals; empty if neither has one.
   */
  public Optional<SearchBranch> chosen() {
    return preferred
        .flatMap(this::branch)
        .filter(branch -> branch.best().isPresent())
        .or(this::nearestAndFastest);
  }

  private Optional<SearchBranch> nearestAndFastest() {
    Comparator<Candidate> nearestFirst = new TargetCheck(request).nearestFirst();
    return branches.stream()
        .filter(branch -> branch.best().isPresent())
        .min(
            Comparator.comparing((SearchBranch branch) -> branch.best().orElseThrow(), nearestFirst)
                .thenComparingDouble(branch -> -throughput(branch)));
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
