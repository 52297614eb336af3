package io.servelab.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Picks the best deployments under the targets: one for each layout, highest throughput of the
 * cluster first, then fastest for a user, then by name of the layout.
 */
final class Ranking {

  private final SearchRequest search;
  private final TargetCheck check;
  private final ToDoubleFunction<Candidate> throughput;
  private final Comparator<Candidate> best;

  Ranking(SearchRequest search) {
    this.search = search;
    this.check = new TargetCheck(search);
    this.throughput = Objectives.throughput(search.totalGpus());
    ToDoubleFunction<Candidate> speed = Objectives.speed(search.sla());
    this.best =
        Comparator.comparingDouble((Candidate candidate) -> -throughput.applyAsDouble(candidate))
            .thenComparingDouble(candidate -> -speed.applyAsDouble(candidate));
  }

  /** Whether a candidate meets the target that the first token does not cover. */
  boolean meets(Candidate candidate) {
    return check.meets(candidate);
  }

  /**
   * The best candidates; if none meets the targets, the layouts whose best comes nearest to them.
   *
   * @param candidates candidates in the order of their table
   */
  List<Candidate> top(List<? extends Candidate> candidates) {
    List<? extends Candidate> meeting = candidates.stream().filter(this::meets).toList();
    boolean feasible = !meeting.isEmpty();
    Map<String, Candidate> bestOfLayouts = new TreeMap<>();
    for (Candidate candidate : feasible ? meeting : candidates) {
      bestOfLayouts.merge(candidate.label(), candidate, this::moreThroughput);
    }
    return bestOfLayouts.values().stream()
        .sorted(feasible ? best : Comparator.comparingDouble(check::excess))
        .limit(topN())
        .toList();
  }

  /** Recommendations of several engines in one list. */
  List<Candidate> merged(List<List<Candidate>> tops) {
    return tops.stream().flatMap(List::stream).sorted(best).limit(topN()).toList();
  }

  /** Of equals, the table shows the earlier one first, and that one is taken. */
  private Candidate moreThroughput(Candidate earlier, Candidate later) {
    return throughput.applyAsDouble(later) > throughput.applyAsDouble(earlier) ? later : earlier;
  }

  private int topN() {
    return search.options().limits().topN();
  }
}
