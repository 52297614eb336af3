package io.servelab.search.afd;

import io.servelab.engine.RequestShape;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import io.servelab.estimate.afd.AfdEstimate;
import io.servelab.search.Search;
import io.servelab.search.SearchRequest;
import io.servelab.search.WorkerPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pairs A-nodes and F-nodes with ordinary prefill workers, as pools of prefill and decode are
 * matched: the smaller of both rates counts, each with the share that matching keeps (0.9 and
 * 0.95), and the first token waits 1.8 times as long as a prefill pass takes.
 */
final class PrefillPairing {

  private static final Disaggregation RULES = new Disaggregation(1, 1, 0.9, 0.95, 1.8);

  private final SearchRequest request;

  /** The fastest worker of each size. */
  private final List<WorkerPoint> workers;

  private PrefillPairing(SearchRequest request, List<WorkerPoint> workers) {
    this.request = request;
    this.workers = workers;
  }

  /** Visits prefill workers whose queued first token meets its target. */
  static PrefillPairing of(SearchRequest request) {
    Map<Integer, WorkerPoint> fastest = new TreeMap<>();
    for (WorkerPoint point : new Search(request).prefillPoints()) {
      if (RULES.queuedTtftMs(point.row()) <= request.sla().ttftMs()) {
        fastest.merge(
            point.row().gpus(), point, (one, other) -> rate(other) > rate(one) ? other : one);
      }
    }
    return new PrefillPairing(request, List.copyOf(fastest.values()));
  }

  private static double rate(WorkerPoint point) {
    return point.row().rates().requestsPerS();
  }

  /** The best replica with some prefill workers, if there is room for any. */
  Optional<AfdCandidate> pair(AfdEstimate decode) {
    return workers.stream()
        .flatMap(
            worker ->
                java.util.stream.IntStream.rangeClosed(1, most(worker, decode))
                    .mapToObj(count -> candidate(decode, worker, count)))
        .filter(this::meetsRequest)
        .max(Comparator.comparingDouble(AfdCandidate::clusterTokensPerSPerGpu));
  }

  private int most(WorkerPoint worker, AfdEstimate decode) {
    return (request.totalGpus() - decode.gpus()) / worker.row().gpus();
  }

  private boolean meetsRequest(AfdCandidate candidate) {
    return candidate.latency().requestMs()
        <= request.sla().requestMs().orElse(Double.POSITIVE_INFINITY);
  }

  private AfdCandidate candidate(AfdEstimate decode, WorkerPoint worker, int count) {
    StaticRow row = worker.row();
    RequestShape shape = request.request();
    double perS =
        RULES.requestsPerS(row.rates().requestsPerS(), count, decode.rates().requestsPerS(), 1);
    double ttftMs = RULES.queuedTtftMs(row);
    double tpotMs = decode.latency().tpotMs();
    int gpus = decode.gpus() + count * row.gpus();
    double tokens = perS * shape.osl();
    return new AfdCandidate(
        decode,
        Optional.of(worker),
        count,
        new AggregatedRow.Latency(ttftMs, tpotMs, ttftMs + tpotMs * Math.max(0, shape.osl() - 1)),
        new AggregatedRow.Rates(
            perS, perS / gpus, tokens, tokens / gpus, decode.rates().tokensPerSPerUser()),
        gpus,
        AfdSearch.clusterRate(tokens, gpus, request.totalGpus()));
  }
}
