package io.servelab.search;

import io.servelab.estimate.Disaggregation;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Matches prefill and decode workers into replicas, under every pair of targets.
 *
 * <p>A pair of workers is matched once, however many targets ask for it.
 */
final class DisaggregatedSweep {

  private static final int PREFILL_KEPT = 32;
  private static final int DECODE_KEPT_PER_LAYOUT = 16;
  private static final int REPLICAS_KEPT_PER_TARGET = 5;

  private static final Comparator<WorkerPoint> BY_RATE_PER_GPU =
      Comparator.comparingDouble(point -> -point.row().rates().requestsPerSPerGpu());
  private static final Comparator<Candidate> BY_THROUGHPUT =
      Comparator.comparingDouble(candidate -> -candidate.rates().tokensPerSPerGpu());

  private final SearchRequest search;
  private final Disaggregation rules;
  private final PoolMatcher matcher;
  private final Map<Pair, Optional<DisaggregatedCandidate>> composed = new HashMap<>();

  DisaggregatedSweep(SearchRequest search) {
    this.search = search;
    this.rules = search.options().disaggregation();
    this.matcher = new PoolMatcher(rules, search.options().limits().pools(), search.totalGpus());
  }

  private record Pair(WorkerPoint prefill, WorkerPoint decode) {}

  /** Replicas that are among the best under some pair of targets, best first. */
  List<DisaggregatedCandidate> sweep(List<WorkerPoint> prefills, List<WorkerPoint> decodes) {
    Set<DisaggregatedCandidate> kept = new LinkedHashSet<>();
    for (Sla.Pair target : search.sla().sweep(search.request().osl())) {
      kept.addAll(best(target, prefills, decodes));
    }
    return TableOrder.falling(
        List.copyOf(kept), candidate -> candidate.rates().tokensPerSPerGpu());
  }

  private List<DisaggregatedCandidate> best(
      Sla.Pair target, List<WorkerPoint> prefills, List<WorkerPoint> decodes) {
    List<WorkerPoint> fastPrefills =
        prefills.stream()
            .filter(point -> rules.queuedTtftMs(point.row()) < target.ttftMs())
            .sorted(BY_RATE_PER_GPU.thenComparingLong(point -> point.row().globalBatch()))
            .limit(PREFILL_KEPT)
            .toList();
    Map<String, List<WorkerPoint>> decodesByLayout = new TreeMap<>();
    for (WorkerPoint point : decodes) {
      double tpotMs = point.row().latency().tpotMs();
      if (tpotMs > 0 && tpotMs < target.tpotMs()) {
        decodesByLayout.computeIfAbsent(point.label(), label -> new ArrayList<>()).add(point);
      }
    }
    return decodesByLayout.values().stream()
        .flatMap(group -> bestOfLayout(fastPrefills, group).stream())
        .sorted(BY_THROUGHPUT)
        .limit(REPLICAS_KEPT_PER_TARGET)
        .toList();
  }

  private Optional<DisaggregatedCandidate> bestOfLayout(
      List<WorkerPoint> prefills, List<WorkerPoint> group) {
    List<WorkerPoint> fastDecodes =
        group.stream().sorted(BY_RATE_PER_GPU).limit(DECODE_KEPT_PER_LAYOUT).toList();
    List<DisaggregatedCandidate> replicas = new ArrayList<>();
    for (WorkerPoint decode : fastDecodes) {
      for (WorkerPoint prefill : prefills) {
        if (goTogether(prefill, decode)) {
          compose(prefill, decode).ifPresent(replicas::add);
        }
      }
    }
    return replicas.stream()
        .min(BY_THROUGHPUT.thenComparingInt(Candidate::gpus));
  }

  /** SGLang hands caches over between workers of the same tensor-parallel size only. */
  private boolean goTogether(WorkerPoint prefill, WorkerPoint decode) {
    return prefill.worker().database().engine() != ServingEngine.SGLANG
        || prefill.worker().plan().parallel().tp() == decode.worker().plan().parallel().tp();
  }

  private Optional<DisaggregatedCandidate> compose(WorkerPoint prefill, WorkerPoint decode) {
    return composed.computeIfAbsent(
        new Pair(prefill, decode),
        pair ->
            matcher
                .match(prefill.row(), decode.row())
                .map(
                    match ->
                        new DisaggregatedCandidate(
                            prefill,
                            decode,
                            rules.compose(
                                search.request(),
                                prefill.row(),
                                match.prefill(),
                                decode.row(),
                                match.decode()))));
  }
}
