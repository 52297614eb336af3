package io.servelab.search.choice;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.ServeLabException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.score.Scoring;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Recommends by scores what a search found. */
public final class ScoredSearch {

  private ScoredSearch() {}

  /**
   * A result whose recommendations, of each kind and in all, are those with the highest scores. A
   * kind where nothing meets the hard constraints has none, and tells what comes nearest.
   */
  public static SearchResult of(SearchResult result, Scoring scoring) {
    List<SearchBranch> branches =
        result.branches().stream().map(branch -> scored(result, branch, scoring)).toList();
    return result.recommending(branches, Verdict.of(result, scoring).map(Verdict::better));
  }

  private static SearchBranch scored(SearchResult result, SearchBranch branch, Scoring scoring) {
    int count = result.request().options().limits().topN();
    List<Candidate> top =
        Choice.of(branch, scoring).top(count).stream().map(Scored::candidate).toList();
    boolean nothing = top.isEmpty() && branch.failure().isEmpty();
    return new SearchBranch(
        branch.mode(),
        branch.candidates(),
        branch.front(),
        top,
        nothing ? Optional.of(nothing(branch, scoring)) : branch.failure(),
        branch.seconds());
  }

  private static ServeLabException nothing(SearchBranch branch, Scoring scoring) {
    String bounds =
        scoring.constraints().stream()
            .filter(constraint -> constraint.isHard())
            .map(constraint -> constraint.bound().toString())
            .collect(Collectors.joining(", "));
    String unknown =
        scoring.constraints().stream()
            .filter(constraint -> constraint.isHard())
            .map(constraint -> constraint.bound().metric())
            .filter(
                metric ->
                    branch.candidates().stream()
                        .allMatch(each -> Double.isNaN(metric.of(each, scoring.yardstick()))))
            .map(metric -> "\n" + metric.id() + " is not known of any deployment here.")
            .collect(Collectors.joining());
    String nearest =
        NearMiss.of(branch.candidates(), scoring).stream()
            .map(miss -> "\nNearest: " + miss + ".")
            .collect(Collectors.joining());
    return new InfeasibleException(
        Reason.TARGETS, "No deployment meets " + bounds + " together." + unknown + nearest);
  }
}
