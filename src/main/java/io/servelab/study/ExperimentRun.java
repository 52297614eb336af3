package io.servelab.study;

import io.servelab.error.InfeasibleException;
import io.servelab.error.ServeLabException;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.afd.AfdResult;
import java.util.Optional;

/**
 * What became of one experiment.
 *
 * @param experiment the experiment
 * @param result what its search found; empty if it could not be searched
 * @param split what its search found if attention and feed-forward layers have nodes of their own
 * @param failure why it has no recommended deployment, if it has none
 */
public record ExperimentRun(
    Experiment experiment,
    Optional<SearchResult> result,
    Optional<AfdResult> split,
    Optional<ServeLabException> failure) {

  /** Searches an experiment; what is wrong with it becomes its failure. */
  static ExperimentRun of(Experiment experiment, StudySearch search) {
    try {
      if (StudySearch.asksForAfd(experiment.study())) {
        AfdResult split = search.afd(experiment.study());
        return new ExperimentRun(
            experiment, Optional.empty(), Optional.of(split), Optional.empty());
      }
      SearchResult result = search.run(experiment.study());
      return new ExperimentRun(experiment, Optional.of(result), Optional.empty(), failure(result));
    } catch (ServeLabException failure) {
      return new ExperimentRun(
          experiment, Optional.empty(), Optional.empty(), Optional.of(failure));
    }
  }

  private static Optional<ServeLabException> failure(SearchResult result) {
    if (result.chosen().isPresent()) {
      return Optional.empty();
    }
    return result.branches().stream()
        .map(SearchBranch::failure)
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                Optional.of(
                    new InfeasibleException(
                        InfeasibleException.Reason.TARGETS, "No deployment was found.")));
  }

  /** Name in its file. */
  public String name() {
    return experiment.name();
  }

  /** Name of the rules that answered. */
  public String rules() {
    return experiment.study().get("rules").value().toString();
  }

  /** Output tokens per second and GPU of the recommended deployment; 0 without one. */
  public double throughput() {
    return result
        .flatMap(found -> found.chosen().map(found::throughput))
        .or(() -> split.map(found -> found.best().clusterTokensPerSPerGpu()))
        .orElse(0.0);
  }
}
