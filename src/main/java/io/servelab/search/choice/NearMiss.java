package io.servelab.search.choice;

import io.servelab.search.Candidate;
import io.servelab.search.score.Constraint;
import io.servelab.search.score.Score;
import io.servelab.search.score.Scoring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The candidate that comes nearest to one hard constraint while it meets all others.
 *
 * @param constraint the constraint that it breaks
 * @param candidate the candidate
 * @param value value of the constraint's metric
 * @param violation how far that is beyond the bound, relative to it
 */
public record NearMiss(Constraint constraint, Candidate candidate, double value, double violation) {

  /**
   * The nearest misses, smallest violation first: one for each hard constraint that alone keeps
   * some candidate out.
   */
  public static List<NearMiss> of(List<? extends Candidate> candidates, Scoring scoring) {
    List<NearMiss> misses = new ArrayList<>();
    for (Constraint constraint : scoring.constraints()) {
      if (constraint.isHard()) {
        nearest(candidates, scoring, constraint).ifPresent(misses::add);
      }
    }
    misses.sort(Comparator.comparingDouble(NearMiss::violation));
    return List.copyOf(misses);
  }

  private static Optional<NearMiss> nearest(
      List<? extends Candidate> candidates, Scoring scoring, Constraint constraint) {
    Optional<NearMiss> nearest = Optional.empty();
    for (Candidate candidate : candidates) {
      Score score = scoring.score(candidate);
      Optional<Score.Term> only = onlyBroken(score);
      if (only.filter(term -> term.constraint().equals(constraint)).isPresent()) {
        Score.Term term = only.get();
        boolean known = Double.isFinite(term.violation());
        if (known && (nearest.isEmpty() || term.violation() < nearest.get().violation)) {
          nearest =
              Optional.of(new NearMiss(constraint, candidate, term.value(), term.violation()));
        }
      }
    }
    return nearest;
  }

  private static Optional<Score.Term> onlyBroken(Score score) {
    List<Score.Term> broken =
        score.terms().stream()
            .filter(term -> term.constraint().isHard() && term.penalty() > 0)
            .toList();
    return broken.size() == 1 ? Optional.of(broken.get(0)) : Optional.empty();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s misses %s by %.1f %% (%.6g)",
        candidate.label(),
        constraint.bound(),
        violation * 100,
        value);
  }
}
