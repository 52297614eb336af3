package io.servelab.search;

import io.servelab.estimate.AggregatedRow;
import java.util.List;

/** A deployment that was evaluated: one replica of it. */
public sealed interface Candidate permits AggregatedCandidate, DisaggregatedCandidate {

  /** Label of the layout by which alternatives are grouped, such as {@code tp4pp1dp1etp1ep1}. */
  String label();

  /** Times of a request, rounded. */
  AggregatedRow.Latency latency();

  /** What a replica delivers, rounded. */
  AggregatedRow.Rates rates();

  /** GPUs of a replica. */
  int gpus();

  /** Requests that a replica serves at once. */
  long concurrency();

  /** Mean power of one GPU, watts; 0 where it was not measured. */
  double powerW();

  /** The pools of workers that make a replica. */
  List<PoolUse> pools();

  /** Output tokens per second and GPU of a replica. */
  default double tokensPerSPerGpu() {
    return rates().tokensPerSPerGpu();
  }

  /** Replicas that fit a cluster. */
  default int replicas(int totalGpus) {
    return totalGpus / gpus();
  }

  /** Output tokens per second and GPU of a cluster, GPUs that no replica can use included. */
  default double clusterTokensPerSPerGpu(int totalGpus) {
    return rates().tokensPerSPerGpu() * (replicas(totalGpus) * gpus()) / totalGpus;
  }
}
