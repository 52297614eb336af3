package io.servelab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Matches prefill and decode workers into replicas, under every pair of targets: the best of each
 * decode layout, and of those the few with most throughput.
 */
final class DisaggregatedSweep {

  private static final int PREFILL_KEPT = 32;
  private static final int REPLICAS_KEPT_PER_TARGET = 5;

  private final SearchRequest search;
  private final Replicas replicas;

  DisaggregatedSweep(SearchRequest search, Replicas replicas) {
    this.search = search;
    this.replicas = replicas;
  }

  /** Replicas that are among the best under some pair of targets, best first. */
  List<DisaggregatedCandidate> sweep(List<WorkerPoint> prefills, List<WorkerPoint> decodes) {
    List<Sla.Pair> targets = search.targets();
    Map<Double, List<WorkerPoint>> prefillsByTtft = new HashMap<>();
    for (Sla.Pair target : targets) {
      prefillsByTtft.computeIfAbsent(target.ttftMs(), ttftMs -> fastest(prefills, ttftMs));
    }
    Map<String, List<WorkerPoint>> decodesByLayout =
        decodes.stream()
            .collect(Collectors.groupingBy(WorkerPoint::label, TreeMap::new, Collectors.toList()));
    List<List<Optional<DisaggregatedCandidate>>> bestByLayout =
        new ArrayList<>(decodesByLayout.values())
            .parallelStream()
                .map(points -> new DecodeLayout(replicas, points))
                .map(
                    layout ->
                        targets.stream()
                            .map(target -> layout.best(target, prefillsByTtft.get(target.ttftMs())))
                            .toList())
                .toList();
    Set<DisaggregatedCandidate> kept = new LinkedHashSet<>();
    for (int target = 0; target < targets.size(); target++) {
      int place = target;
      List<DisaggregatedCandidate> bests =
          bestByLayout.stream().flatMap(layout -> layout.get(place).stream()).toList();
      List<DisaggregatedCandidate> ordered =
          TableOrder.fallingNumbers(bests, Candidate::tokensPerSPerGpu);
      kept.addAll(ordered.subList(0, Math.min(REPLICAS_KEPT_PER_TARGET, ordered.size())));
    }
    return TableOrder.falling(List.copyOf(kept), Candidate::tokensPerSPerGpu);
  }

  private List<WorkerPoint> fastest(List<WorkerPoint> prefills, double ttftMs) {
    return prefills.stream()
        .filter(point -> replicas.queuedTtftMs(point) < ttftMs)
        .sorted(
            Comparator.comparingDouble(
                    (WorkerPoint point) -> -point.row().rates().requestsPerSPerGpu())
                .thenComparingLong(point -> point.row().globalBatch()))
        .limit(PREFILL_KEPT)
        .toList();
  }
}
