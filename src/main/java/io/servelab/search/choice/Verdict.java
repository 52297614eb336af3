package io.servelab.search.choice;

import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.score.Scoring;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which kind of deployment scores higher.
 *
 * @param better the better kind
 * @param score its highest score
 * @param other highest score of the other kind; empty if that has nothing admissible
 */
public record Verdict(ServingMode better, double score, Optional<Double> other) {

  private record Entry(ServingMode mode, double score) {}

  /** Compares the branches of a search; empty if none has anything admissible. */
  public static Optional<Verdict> of(SearchResult result, Scoring scoring) {
    List<Entry> entries =
        result.branches().stream()
            .flatMap(branch -> entry(branch, scoring).stream())
            .sorted(Comparator.comparingDouble(entry -> -entry.score))
            .toList();
    return entries.stream()
        .findFirst()
        .map(
            best ->
                new Verdict(
                    best.mode, best.score, entries.stream().skip(1).map(Entry::score).findFirst()));
  }

  private static Optional<Entry> entry(SearchBranch branch, Scoring scoring) {
    return Choice.of(branch, scoring)
        .optimum()
        .map(scored -> new Entry(branch.mode(), scored.score().total()));
  }

  /** How many times the other kind's score; empty without another one above 0. */
  public Optional<Double> ratio() {
    return other.filter(score -> score > 0).map(score -> this.score / score);
  }

  @Override
  public String toString() {
    return ratio()
        .map(
            times ->
                String.format(
                    Locale.ROOT, "%s is better, %.2f times the other kind", better.id(), times))
        .orElseGet(() -> "only " + better.id() + " meets the constraints");
  }
}
