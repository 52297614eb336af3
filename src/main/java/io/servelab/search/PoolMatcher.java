package io.servelab.search;

import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import java.util.Optional;

/**
 * Chooses how many prefill and decode workers make the best replica of a pair.
 *
 * <p>Of all allowed replica sizes, the one with most requests per second and GPU; the first of
 * equals with decode workers counted in the outer loop.
 */
final class PoolMatcher {

  private final Disaggregation rules;
  private final PoolLimits limits;
  private final boolean[] allowed;

  /**
   * Prepares for a cluster.
   *
   * @param limits largest pools and replicas
   * @param totalGpus GPUs of the cluster
   */
  PoolMatcher(Disaggregation rules, PoolLimits limits, int totalGpus) {
    this.rules = rules;
    this.limits = limits;
    int largest = Math.min(limits.maxReplicaGpus(), totalGpus);
    this.allowed = new boolean[largest + 1];
    for (int size : limits.replicaGpus()) {
      if (size <= largest) {
        allowed[size] = true;
      }
    }
  }

  /**
   * Numbers of workers.
   *
   * @param prefill prefill workers
   * @param decode decode workers
   */
  record Match(int prefill, int decode) {}

  /** The best replica of a pair; empty if no allowed size can be made of it. */
  Optional<Match> match(StaticRow prefill, StaticRow decode) {
    double prefillRate = prefill.rates().requestsPerS();
    double decodeRate = decode.rates().requestsPerS();
    double best = 0;
    int bestPrefill = 0;
    int bestDecode = 0;
    for (int y = 1; y <= limits.maxDecodeWorkers(); y++) {
      double decoded = decodeRate * y * rules.decodeDegradation();
      int decodeGpus = decode.gpus() * y;
      if (decodeGpus >= allowed.length) {
        break;
      }
      for (int x = 1; x <= limits.maxPrefillWorkers(); x++) {
        int gpus = prefill.gpus() * x + decodeGpus;
        if (gpus >= allowed.length) {
          break;
        }
        if (!allowed[gpus]) {
          continue;
        }
        double rate = Math.min(prefillRate * x * rules.prefillDegradation(), decoded) / gpus;
        if (rate > best) {
          best = rate;
          bestPrefill = x;
          bestDecode = y;
        }
      }
    }
    return best > 0 ? Optional.of(new Match(bestPrefill, bestDecode)) : Optional.empty();
  }

  /** An upper bound on requests per second and GPU of a pair, whatever the numbers of workers. */
  double bound(StaticRow prefill, StaticRow decode) {
    double gpuSecondsPerRequest =
        prefill.gpus() / (prefill.rates().requestsPerS() * rules.prefillDegradation())
            + decode.gpus() / (decode.rates().requestsPerS() * rules.decodeDegradation());
    return 1 / gpuSecondsPerRequest;
  }
}
