package io.servelab.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param request what was searched
 * @param branches one for each kind of deployment, in the order they were searched
 */
public record SearchResult(SearchRequest request, List<SearchBranch> branches) {

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
}
