package io.servelab.search.choice;

import io.servelab.search.Search;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchRequest;
import io.servelab.search.ServingMode;
import io.servelab.search.WorkerSource;
import io.servelab.search.score.Scoring;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the smallest change of a single setting that makes a question answerable, by searching with
 * changed settings until the nearest one that works is enclosed.
 *
 * <p>Takes some ten searches for each setting that helps, and one for each that does not.
 */
public final class Advice {

  /** Targets are found to this precision, relative. */
  private static final double PRECISION = 0.005;

  private final Predicate<SearchRequest> feasible;

  private Advice(Predicate<SearchRequest> feasible) {
    this.feasible = feasible;
  }

  /** Advice against a test of one's own. */
  public static Advice until(Predicate<SearchRequest> feasible) {
    return new Advice(feasible);
  }

  /** Advice on meeting the latency targets. */
  public static Advice onTargets(WorkerSource workers) {
    return onScoring(workers, Scoring::of);
  }

  /**
   * Advice on meeting hard constraints.
   *
   * @param scoring constraints of a search
   */
  public static Advice onScoring(WorkerSource workers, Function<SearchRequest, Scoring> scoring) {
    return new Advice(
        request ->
            answers(
                new Search(request, workers, SearchListener.NONE),
                List.of(ServingMode.values()),
                scoring.apply(request)));
  }

  /**
   * Whether a search finds anything that breaks no hard constraint; kinds of deployment after the
   * first that does are not searched.
   */
  public static boolean answers(Search search, Collection<ServingMode> modes, Scoring scoring) {
    return modes.stream()
        .map(mode -> Choice.of(search.run(List.of(mode)), scoring))
        .anyMatch(choice -> choice.optimum().isPresent());
  }

  /** The smallest change of each setting that works alone, smallest factor first. */
  public List<Change> changes(SearchRequest request) {
    if (feasible.test(request)) {
      return List.of();
    }
    return Arrays.stream(Knob.values())
        .flatMap(knob -> smallestOfUnanswered(request, knob).stream())
        .sorted(Comparator.comparingDouble(Change::factor))
        .toList();
  }

  /** The smallest change of one setting that works; empty if none does or none is needed. */
  public Optional<Change> smallest(SearchRequest request, Knob knob) {
    return feasible.test(request) ? Optional.empty() : smallestOfUnanswered(request, knob);
  }

  private Optional<Change> smallestOfUnanswered(SearchRequest request, Knob knob) {
    double from = knob.of(request);
    double limit = knob.limit(request);
    if (Double.isNaN(from) || from == limit || !works(request, knob, limit)) {
      return Optional.empty();
    }
    double failing = from;
    double working = step(failing, from, limit);
    while (!works(request, knob, working)) {
      failing = working;
      working = step(failing, from, limit);
    }
    while (!enclosed(knob, failing, working)) {
      double middle = middle(knob, failing, working);
      if (works(request, knob, middle)) {
        working = middle;
      } else {
        failing = middle;
      }
    }
    return Optional.of(new Change(knob, from, working));
  }

  private boolean works(SearchRequest request, Knob knob, double value) {
    return feasible.test(knob.set(request, value));
  }

  /** Twice or half as much, but not beyond the limit. */
  private static double step(double value, double from, double limit) {
    return limit > from ? Math.min(value * 2, limit) : Math.max(Math.floor(value / 2), limit);
  }

  private static double middle(Knob knob, double failing, double working) {
    double middle = Math.sqrt(failing * working);
    if (!knob.whole()) {
      return middle;
    }
    double low = Math.min(failing, working);
    return Math.min(Math.max(Math.rint(middle), low + 1), Math.max(failing, working) - 1);
  }

  private static boolean enclosed(Knob knob, double failing, double working) {
    return knob.whole()
        ? Math.abs(working - failing) <= 1
        : Math.abs(working / failing - 1) <= PRECISION;
  }
}
