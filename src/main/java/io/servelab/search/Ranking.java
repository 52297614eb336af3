package io.servelab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Picks the best deployments under the targets: one for each layout, highest throughput of the
 * cluster first, then fastest for a user.
 */
final class Ranking {

  private final SearchRequest search;

  Ranking(SearchRequest search) {
    this.search = search;
  }

  /** Whether a candidate meets the target that the first token does not cover. */
  boolean meets(Candidate candidate) {
    return excess(candidate) <= 0;
  }

  /** The best candidates; those nearest to the targets if none meets them. */
  List<Candidate> top(List<? extends Candidate> candidates) {
    List<Candidate> meeting = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (meets(candidate)) {
        meeting.add(candidate);
      }
    }
    if (meeting.isEmpty()) {
      candidates.stream()
          .sorted(Comparator.comparingDouble(this::excess))
          .forEach(meeting::add);
      return onePerLayout(meeting);
    }
    ToDoubleFunction<Candidate> throughput = Objectives.throughput(search.totalGpus());
    ToDoubleFunction<Candidate> speed = Objectives.speed(search.sla());
    meeting.sort(
        Comparator.comparingDouble((Candidate candidate) -> -throughput.applyAsDouble(candidate))
            .thenComparingDouble(candidate -> -speed.applyAsDouble(candidate)));
    return onePerLayout(meeting);
  }

  private List<Candidate> onePerLayout(List<Candidate> ordered) {
    Set<String> seen = new HashSet<>();
    return ordered.stream()
        .filter(candidate -> seen.add(candidate.label()))
        .limit(search.options().limits().topN())
        .toList();
  }

  /** How far a candidate misses the target; not positive if it meets it. */
  private double excess(Candidate candidate) {
    Sla sla = search.sla();
    return sla.requestMs().isPresent()
        ? candidate.latency().requestMs() - sla.requestMs().getAsDouble()
        : candidate.latency().tpotMs() - sla.tpotMs();
  }
}
