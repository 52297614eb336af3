package io.servelab.search;

import java.util.function.ToDoubleFunction;

/** What a search maximises. */
final class Objectives {

  private Objectives() {}

  /** Speed of one request: tokens per second, or shortness where whole requests are targeted. */
  static ToDoubleFunction<Candidate> speed(Sla sla) {
    return sla.requestMs().isPresent()
        ? candidate -> -candidate.latency().requestMs()
        : candidate -> candidate.rates().tokensPerSPerUser();
  }

  /** The column that tables show the speed of a request by. */
  static ToDoubleFunction<Candidate> speedColumn(Sla sla) {
    return sla.requestMs().isPresent() ? candidate -> candidate.latency().requestMs() : speed(sla);
  }

  /** Throughput of the cluster per GPU. */
  static ToDoubleFunction<Candidate> throughput(int totalGpus) {
    return candidate -> candidate.clusterTokensPerSPerGpu(totalGpus);
  }
}
