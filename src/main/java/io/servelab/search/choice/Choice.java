package io.servelab.search.choice;

import io.servelab.error.InvalidValueException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.score.Scoring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Candidates in the order of their scores.
 *
 * <p>Ties are decided by fewer GPUs, then shorter first token, then faster decode, then the name of
 * the layout, then the order in which candidates were given.
 */
public final class Choice {

  /** Share of the best score that a smaller replica may give up, unless chosen otherwise. */
  public static final double USUAL_TOLERANCE = 0.01;

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble((Scored scored) -> -scored.score().total())
          .thenComparingInt(scored -> scored.candidate().gpus())
          .thenComparingDouble(scored -> scored.candidate().latency().ttftMs())
          .thenComparingDouble(scored -> scored.candidate().latency().tpotMs())
          .thenComparing(scored -> scored.candidate().label());

  private final Scoring scoring;
  private final double tolerance;
  private final List<Scored> ranked;

  private Choice(Scoring scoring, double tolerance, List<Scored> ranked) {
    this.scoring = scoring;
    this.tolerance = tolerance;
    this.ranked = ranked;
  }

  /** Scores every candidate of a search. */
  public static Choice of(SearchResult result, Scoring scoring) {
    return of(
        result.branches().stream().flatMap(branch -> branch.candidates().stream()).toList(),
        scoring);
  }

  /** Scores every candidate of one kind of deployment. */
  public static Choice of(SearchBranch branch, Scoring scoring) {
    return of(branch.candidates(), scoring);
  }

  /** Scores candidates. */
  public static Choice of(List<? extends Candidate> candidates, Scoring scoring) {
    List<Scored> scored = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      scored.add(new Scored(candidate, scoring.score(candidate)));
    }
    scored.removeIf(each -> !each.score().admissible());
    scored.sort(BEST_FIRST);
    return new Choice(scoring, USUAL_TOLERANCE, List.copyOf(scored));
  }

  /**
   * The same with another tolerance.
   *
   * @param share share of the best score that a smaller replica may give up, from 0 to below 1
   */
  public Choice within(double share) {
    if (!(share >= 0 && share < 1)) {
      throw InvalidValueException.of("tolerance", share, "a share lies between 0 and 1.");
    }
    return new Choice(scoring, share, ranked);
  }

  /** What was maximised, under which constraints. */
  public Scoring scoring() {
    return scoring;
  }

  /** Candidates that break no hard constraint, best first. */
  public List<Scored> ranked() {
    return ranked;
  }

  /** The highest score. */
  public Optional<Scored> optimum() {
    return ranked.stream().findFirst();
  }

  /** The smallest replica whose score is within the tolerance of the highest. */
  public Optional<Scored> recommended() {
    return smallestNear(ranked);
  }

  /**
   * The recommended replica of each layout, best first.
   *
   * @param count how many at most
   */
  public List<Scored> top(int count) {
    Map<String, List<Scored>> layouts = new LinkedHashMap<>();
    for (Scored scored : ranked) {
      layouts.computeIfAbsent(scored.candidate().label(), label -> new ArrayList<>()).add(scored);
    }
    return layouts.values().stream()
        .flatMap(layout -> smallestNear(layout).stream())
        .sorted(BEST_FIRST)
        .limit(count)
        .toList();
  }

  private Optional<Scored> smallestNear(List<Scored> bestFirst) {
    if (bestFirst.isEmpty()) {
      return Optional.empty();
    }
    double enough = bestFirst.get(0).score().total() * (1 - tolerance);
    return bestFirst.stream()
        .filter(scored -> scored.score().total() >= enough)
        .min(Comparator.<Scored>comparingInt(scored -> scored.candidate().gpus()));
  }
}
