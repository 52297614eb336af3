package io.servelab.search;

import io.servelab.estimate.Disaggregation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replicas of separate pools when every pair of workers competes: for every target and decode
 * layout, the exact best for the cluster and the smallest replica that comes close to it.
 */
final class ReplicaPool {

  private final SearchRequest search;
  private final Disaggregation rules;
  private final ClusterMatcher matcher;
  private final Replicas replicas;

  ReplicaPool(SearchRequest search, PoolLimits limits) {
    this.search = search;
    this.rules = search.options().disaggregation();
    this.matcher = new ClusterMatcher(rules, limits, search.totalGpus());
    this.replicas = new Replicas(search, limits, Optional.empty());
  }

  /**
   * Latencies that a replica may not exceed, milliseconds.
   *
   * @param ttftMs time to first token
   * @param tpotMs time per output token after the first
   * @param requestMs time of a whole request
   */
  record Target(double ttftMs, double tpotMs, double requestMs) {}

  /** The replicas, in the order of their decode layouts. */
  List<DisaggregatedCandidate> sweep(List<WorkerPoint> prefills, List<WorkerPoint> decodes) {
    List<Target> targets = targets();
    Collection<List<WorkerPoint>> layouts =
        decodes.stream()
            .collect(Collectors.groupingBy(WorkerPoint::label, TreeMap::new, Collectors.toList()))
            .values();
    return new ArrayList<>(layouts)
        .parallelStream().flatMap(layout -> best(prefills, layout, targets).stream()).toList();
  }

  /**
   * The targets of the search and those that trace its front, with and without the first token's.
   */
  private List<Target> targets() {
    Sla sla = search.sla();
    double none = Double.POSITIVE_INFINITY;
    List<Target> targets = new ArrayList<>();
    Stream.concat(search.targets().stream(), Stream.of(sla.pair()))
        .forEach(
            pair -> {
              targets.add(new Target(pair.ttftMs(), pair.tpotMs(), none));
              targets.add(new Target(none, pair.tpotMs(), none));
            });
    sla.requestMs().ifPresent(limit -> targets.add(new Target(none, none, limit)));
    return targets;
  }

  private Set<DisaggregatedCandidate> best(
      List<WorkerPoint> prefills, List<WorkerPoint> decodes, List<Target> targets) {
    List<WorkerPair> pairs = new ArrayList<>();
    for (WorkerPoint decode : decodes) {
      for (WorkerPoint prefill : prefills) {
        if (decode.row().latency().tpotMs() > 0 && replicas.goTogether(prefill, decode)) {
          pairs.add(
              new WorkerPair(
                  prefill, decode, replicas.bound(prefill, decode), times(prefill, decode)));
        }
      }
    }
    pairs.sort(WorkerPair.BY_BOUND);
    Set<DisaggregatedCandidate> kept = new LinkedHashSet<>();
    for (Target target : targets) {
      kept.addAll(best(pairs, target));
    }
    return kept;
  }

  private Target times(WorkerPoint prefill, WorkerPoint decode) {
    double ttftMs = rules.queuedTtftMs(prefill.row());
    double tpotMs = decode.row().latency().tpotMs();
    return new Target(ttftMs, tpotMs, ttftMs + tpotMs * search.request().laterTokens());
  }

  private List<DisaggregatedCandidate> best(List<WorkerPair> pairs, Target target) {
    double most = 0;
    List<DisaggregatedCandidate> best = List.of();
    for (WorkerPair pair : pairs) {
      if (pair.bound() < most) {
        break;
      }
      if (!pair.meets(target)) {
        continue;
      }
      List<DisaggregatedCandidate> composed = pair.replicas(this::compose);
      if (composed.isEmpty()) {
        continue;
      }
      double throughput = composed.get(0).clusterTokensPerSPerGpu(search.totalGpus());
      boolean better =
          throughput > most
              || (throughput == most
                  && !best.isEmpty()
                  && composed.get(0).gpus() < best.get(0).gpus());
      if (better) {
        most = throughput;
        best = composed;
      }
    }
    return best;
  }

  private List<DisaggregatedCandidate> compose(WorkerPoint prefill, WorkerPoint decode) {
    return matcher.match(prefill.row(), decode.row(), FairRanking.TOLERANCE).stream()
        .map(match -> replicas.compose(prefill, decode, match, Optional.empty()))
        .toList();
  }
}
