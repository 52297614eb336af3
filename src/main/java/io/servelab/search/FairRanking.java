package io.servelab.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Picks deployments where every candidate competes: of each layout the smallest replica that comes
 * close to its best, then by throughput of the cluster, fewer GPUs, shorter first token, faster
 * decode and name of the layout.
 */
final class FairRanking {

  /** Share of the best throughput that a smaller replica may give up. */
  static final double TOLERANCE = 0.01;

  private final SearchRequest search;
  private final TargetCheck check;
  private final ToDoubleFunction<Candidate> throughput;

  FairRanking(SearchRequest search) {
    this.search = search;
    this.check = new TargetCheck(search);
    this.throughput = Objectives.throughput(search.totalGpus());
  }

  /** Whether a candidate meets every target. */
  boolean meets(Candidate candidate) {
    return check.meets(candidate);
  }

  /** The best candidates; those nearest to the targets if none meets them. */
  List<Candidate> top(List<? extends Candidate> candidates) {
    List<Candidate> meeting = new ArrayList<>(candidates);
    meeting.removeIf(candidate -> !meets(candidate));
    boolean feasible = !meeting.isEmpty();
    Map<String, List<Candidate>> layouts =
        (feasible ? meeting : candidates)
            .stream()
                .collect(
                    Collectors.groupingBy(Candidate::label, TreeMap::new, Collectors.toList()));
    return layouts.values().stream()
        .map(layout -> feasible ? smallestNearBest(layout) : nearest(layout))
        .sorted(
            feasible ? order() : Comparator.comparingDouble(check::excess).thenComparing(order()))
        .limit(search.options().limits().topN())
        .toList();
  }

  /** Recommendations of several engines in one list; what misses a target comes last. */
  List<Candidate> merged(List<List<Candidate>> tops) {
    return tops.stream()
        .flatMap(List::stream)
        .sorted(check.nearestFirst().thenComparing(order()))
        .limit(search.options().limits().topN())
        .toList();
  }

  private Comparator<Candidate> order() {
    return Comparator.comparingDouble((Candidate candidate) -> -throughput.applyAsDouble(candidate))
        .thenComparingInt(Candidate::gpus)
        .thenComparingDouble(candidate -> candidate.latency().ttftMs())
        .thenComparingDouble(candidate -> candidate.latency().tpotMs())
        .thenComparing(Candidate::label);
  }

  private Candidate smallestNearBest(Collection<Candidate> layout) {
    double enough = (1 - TOLERANCE) * layout.stream().mapToDouble(throughput).max().orElseThrow();
    return layout.stream()
        .filter(candidate -> throughput.applyAsDouble(candidate) >= enough)
        .min(Comparator.comparingInt(Candidate::gpus).thenComparing(order()))
        .orElseThrow();
  }

  private Candidate nearest(Collection<Candidate> layout) {
    return layout.stream()
        .min(Comparator.comparingDouble(check::excess).thenComparing(order()))
        .orElseThrow();
  }
}
