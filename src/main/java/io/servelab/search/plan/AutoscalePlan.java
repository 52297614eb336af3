package io.servelab.search.plan;

import io.servelab.perf.RuleSet;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.Search;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchRequest;
import io.servelab.search.WorkerPoint;
import io.servelab.search.WorkerSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Prefill and decode workers chosen on their own, for pools that a platform scales independently:
 * every entry is one worker of each.
 *
 * <p>Source: independent picking of aiconfigurator 0.12.0.
 *
 * @param prefills the best prefill workers, one for each layout
 * @param decodes the best decode workers, one for each layout
 * @param pairs one of each, most tokens per second and GPU first
 */
public record AutoscalePlan(
    List<WorkerPoint> prefills, List<WorkerPoint> decodes, List<DisaggregatedCandidate> pairs) {

  /** Copies the lists. */
  public AutoscalePlan {
    prefills = List.copyOf(prefills);
    decodes = List.copyOf(decodes);
    pairs = List.copyOf(pairs);
  }

  /**
   * Plans pools; never empty where workers run at all: if none meets its target, the nearest do.
   *
   * @throws io.servelab.error.ServeLabException if no worker of a role runs
   */
  public static AutoscalePlan of(SearchRequest search, WorkerSource workers) {
    Search run = new Search(search, workers, SearchListener.NONE);
    ToDoubleFunction<WorkerPoint> queuedTtft =
        point -> search.options().disaggregation().queuedTtftMs(point.row());
    ToDoubleFunction<WorkerPoint> tpot = point -> point.row().latency().tpotMs();
    List<WorkerPoint> prefills =
        best(search, run.prefillPoints(), queuedTtft, search.sla().ttftMs());
    List<WorkerPoint> decodes = best(search, run.decodePoints(), tpot, search.sla().tpotMs());
    List<DisaggregatedCandidate> pairs = new ArrayList<>();
    for (WorkerPoint prefill : prefills) {
      for (WorkerPoint decode : decodes) {
        pairs.add(one(search, prefill, decode));
      }
    }
    pairs.sort(Comparator.comparingDouble(pair -> -pair.row().rates().tokensPerSPerGpu()));
    int count = Math.min(search.options().limits().topN(), pairs.size());
    return new AutoscalePlan(prefills, decodes, pairs.subList(0, count));
  }

  private static List<WorkerPoint> best(
      SearchRequest search,
      List<WorkerPoint> points,
      ToDoubleFunction<WorkerPoint> latencyMs,
      double targetMs) {
    // The reference release excludes the target itself here, and only here.
    boolean exclusive = search.database().rules() == RuleSet.REFERENCE;
    Predicate<WorkerPoint> meets =
        point ->
            exclusive
                ? latencyMs.applyAsDouble(point) < targetMs
                : latencyMs.applyAsDouble(point) <= targetMs;
    List<WorkerPoint> meeting = points.stream().filter(meets).toList();
    Comparator<WorkerPoint> byRate =
        Comparator.comparingDouble(
            (WorkerPoint point) -> -point.row().rates().requestsPerSPerGpu());
    List<WorkerPoint> ordered = new ArrayList<>(meeting.isEmpty() ? points : meeting);
    ordered.sort(
        meeting.isEmpty()
            ? Comparator.comparingDouble(latencyMs).thenComparing(byRate)
            : byRate.thenComparingLong(point -> point.row().globalBatch()));
    Set<String> seen = new HashSet<>();
    return ordered.stream()
        .filter(point -> seen.add(point.label()))
        .limit(search.options().limits().topN())
        .toList();
  }

  private static DisaggregatedCandidate one(
      SearchRequest search, WorkerPoint prefill, WorkerPoint decode) {
    return new DisaggregatedCandidate(
        prefill,
        decode,
        search
            .options()
            .disaggregation()
            .compose(search.request(), prefill.row(), 1, decode.row(), 1));
  }
}
