package io.servelab.search.plan;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.ServeLabException;
import io.servelab.perf.RuleSet;
import io.servelab.search.Prices;
import io.servelab.search.Search;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.TargetCheck;
import io.servelab.search.WorkerSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A cluster for a load whose size nobody gave: workers of one node, and of more only if the model
 * does not fit otherwise.
 *
 * <p>Source: recommendation of aiconfigurator 0.12.0.
 *
 * @param result the search that fitted
 * @param sizing the replicas that serve the load
 */
public record Recommendation(SearchResult result, Sizing sizing) {

  private static final int LARGEST_BUDGET = 64;

  /**
   * Finds a cluster.
   *
   * @param search the question; its number of GPUs is not looked at
   * @param cap GPUs that may be used in all, if that is limited
   * @throws InfeasibleException if the model fits nowhere or nothing meets the targets
   */
  public static Recommendation of(
      SearchRequest search, Load load, OptionalInt cap, WorkerSource workers) {
    return of(search, List.of(ServingMode.values()), load, cap, workers);
  }

  /**
   * Finds a cluster among some kinds of deployment.
   *
   * @param search the question; its number of GPUs is not looked at
   * @param modes kinds of deployment
   * @param cap GPUs that may be used in all, if that is limited
   * @throws InfeasibleException if the model fits nowhere or nothing meets the targets
   */
  public static Recommendation of(
      SearchRequest search,
      Collection<ServingMode> modes,
      Load load,
      OptionalInt cap,
      WorkerSource workers) {
    int largest = cap.isPresent() ? Math.min(cap.getAsInt(), LARGEST_BUDGET) : LARGEST_BUDGET;
    int budget = Math.min(search.database().system().links().gpusPerNode(), largest);
    while (true) {
      SearchRequest within = search.withTotalGpus(budget);
      SearchResult result = new Search(within, workers, SearchListener.NONE).run(modes);
      Optional<Sizing> sizing =
          new LoadMatch(within, load, cap).best(result).filter(found -> acceptable(within, found));
      if (sizing.isPresent()) {
        return new Recommendation(result, sizing.get());
      }
      if (budget * 2 > largest || !growthMayHelp(result)) {
        throw nothing(result, load);
      }
      budget *= 2;
    }
  }

  /** The same with prices of GPU hours. */
  public Recommendation at(Prices prices) {
    return new Recommendation(result.at(prices), sizing);
  }

  /** The reference release recommends what comes nearest to the targets, too. */
  private static boolean acceptable(SearchRequest search, Sizing sizing) {
    return search.database().rules() == RuleSet.REFERENCE
        || new TargetCheck(search).meets(sizing.candidate());
  }

  private static boolean growthMayHelp(SearchResult result) {
    return result.branches().stream()
        .flatMap(branch -> branch.failure().stream())
        .anyMatch(Recommendation::doesNotFit);
  }

  private static boolean doesNotFit(ServeLabException failure) {
    return failure instanceof InfeasibleException infeasible
        && infeasible.reason() != Reason.TARGETS;
  }

  private static ServeLabException nothing(SearchResult result, Load load) {
    return result.branches().stream()
        .flatMap(branch -> branch.failure().stream())
        .findFirst()
        .orElseGet(
            () ->
                new InfeasibleException(
                    Reason.TARGETS,
                    "No deployment serves " + load + ".\nMaybe relax the targets or the cap."));
  }
}
