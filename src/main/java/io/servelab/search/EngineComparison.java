package io.servelab.search;

import io.servelab.perf.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same question asked of several serving engines.
 *
 * @param results what each engine's search found, in the order they were asked
 * @param merged one branch for each kind of deployment that any engine found
 */
public record EngineComparison(List<SearchResult> results, List<SearchBranch> merged) {

  /** Copies the lists. */
  public EngineComparison {
    results = List.copyOf(results);
    merged = List.copyOf(merged);
  }

  /**
   * Compares results of searches that differ in their engine only.
   *
   * @param results at least one
   */
  public static EngineComparison of(List<SearchResult> results) {
    List<SearchBranch> merged = new ArrayList<>();
    for (ServingMode mode : ServingMode.values()) {
      List<SearchBranch> branches =
          results.stream()
              .flatMap(result -> result.branch(mode).stream())
              .filter(branch -> branch.failure().isEmpty() || isReportedEmpty(results, branch))
              .toList();
      if (!branches.isEmpty()) {
        merged.add(merge(results.get(0).request(), mode, branches));
      }
    }
    return new EngineComparison(results, merged);
  }

  /** The reference release reports pools that miss their targets as a table without rows. */
  private static boolean isReportedEmpty(List<SearchResult> results, SearchBranch branch) {
    return results.get(0).request().database().rules() == RuleSet.REFERENCE
        && branch.mode() == ServingMode.DISAGGREGATED
        && branch.missedTargets();
  }

  /** The front of all fronts and the best of all recommendations; tables stay apart. */
  private static SearchBranch merge(
      SearchRequest request, ServingMode mode, List<SearchBranch> branches) {
    List<Candidate> fronts =
        branches.stream().flatMap(branch -> branch.front().points().stream()).toList();
    return new SearchBranch(
        mode,
        branches.stream().flatMap(branch -> branch.candidates().stream()).toList(),
        ParetoFront.shown(mode, fronts, request),
        merged(request, branches.stream().map(SearchBranch::top).toList()),
        Optional.empty());
  }

  private static List<Candidate> merged(SearchRequest request, List<List<Candidate>> tops) {
    return request.database().rules() == RuleSet.SERVELAB
        ? new FairRanking(request).merged(tops)
        : new Ranking(request).merged(tops);
  }

  /** The better of the merged branches; the first of equals; empty if none has a recommendation. */
  public Optional<SearchBranch> chosen() {
    return asResult().chosen();
  }

  /** The merged branches as the result of one search, kinds that no engine found included. */
  public SearchResult asResult() {
    List<SearchBranch> branches = new ArrayList<>(merged);
    for (ServingMode mode : ServingMode.values()) {
      boolean found = merged.stream().anyMatch(branch -> branch.mode() == mode);
      if (!found) {
        results.stream()
            .flatMap(result -> result.branch(mode).stream())
            .findFirst()
            .ifPresent(branches::add);
      }
    }
    return new SearchResult(results.get(0).request(), branches, results);
  }
}
