package io.servelab.search.afd;

import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.afd.AfdEstimate;
import io.servelab.search.WorkerPoint;
import java.util.Optional;

/**
 * One replica of A-nodes and F-nodes, with its prefill workers.
 *
 * @param estimate A-nodes and F-nodes in decode
 * @param prefill one of its prefill workers, if it has any
 * @param prefillWorkers their number
 * @param latency times of a request, milliseconds; the first token is 0 without prefill workers
 * @param rates what the replica delivers
 * @param gpus GPUs of the replica
 * @param clusterTokensPerSPerGpu output tokens/s of as many replicas as fit, over all GPUs
 */
public record AfdCandidate(
    AfdEstimate estimate,
    Optional<WorkerPoint> prefill,
    int prefillWorkers,
    AggregatedRow.Latency latency,
    AggregatedRow.Rates rates,
    int gpus,
    double clusterTokensPerSPerGpu) {

  /** Time to first token, milliseconds; NaN without prefill workers. */
  public double shownTtftMs() {
    return prefill.isPresent() ? latency.ttftMs() : Double.NaN;
  }

  /** The replica in a few words. */
  public String describe() {
    return estimate.layout()
        + prefill.map(worker -> " + " + prefillWorkers + " x prefill " + worker.label()).orElse("");
  }
}
