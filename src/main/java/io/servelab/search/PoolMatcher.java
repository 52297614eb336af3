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
    this.allowed = limits.allowedSizes(totalGpus);
  }

  /**
   * Numbers of workers.
   *
   * @param prefill prefill workers
   * @param decode decode workers
   */
  record Match(int prefill, int decode) {}

  /**
   * The best replica of a pair; empty if no allowed size can be made of it.
   *
   * <p>For a number of decode workers, more prefill workers pay off until the pools balance and
   * never after, so only the allowed sizes next to the balance can be best.
   */
  Optional<Match> match(StaticRow prefill, StaticRow decode) {
    double prefillRate = prefill.rates().requestsPerS();
    double decodeRate = decode.rates().requestsPerS();
    double best = 0;
    int bestPrefill = 0;
    int bestDecode = 0;
    int balance = 1;
    for (int y = 1; y <= limits.maxDecodeWorkers(); y++) {
      int decodeGpus = decode.gpus() * y;
      if (decodeGpus >= allowed.length) {
        break;
      }
      int most = mostPrefillWorkers(prefill.gpus(), decodeGpus);
      double decoded = decodeRate * y * rules.decodeDegradation();
      // A larger decode pool never balances with fewer prefill workers.
      balance = balance(Math.min(balance, most + 1), prefillRate, decoded, most);
      int below = nearestAllowed(balance - 1, -1, most, prefill.gpus(), decodeGpus);
      int above = nearestAllowed(balance, 1, most, prefill.gpus(), decodeGpus);
      for (int x : new int[] {below, above}) {
        if (x < 1 || x > most) {
          continue;
        }
        double rate =
            Math.min(prefillRate * x * rules.prefillDegradation(), decoded)
                / (prefill.gpus() * x + decodeGpus);
        if (rate > best) {
          best = rate;
          bestPrefill = x;
          bestDecode = y;
        }
      }
    }
    return best > 0 ? Optional.of(new Match(bestPrefill, bestDecode)) : Optional.empty();
  }

  private int mostPrefillWorkers(int prefillGpus, int decodeGpus) {
    return Math.min(limits.maxPrefillWorkers(), (allowed.length - 1 - decodeGpus) / prefillGpus);
  }

  /** From {@code least} on, the first number of prefill workers that keeps up with the decoding. */
  private int balance(int least, double prefillRate, double decoded, int most) {
    int workers = least;
    while (workers <= most && prefillRate * workers * rules.prefillDegradation() < decoded) {
      workers++;
    }
    return workers;
  }

  private int nearestAllowed(int from, int step, int most, int prefillGpus, int decodeGpus) {
    int x = from;
    while (x >= 1 && x <= most && !allowed[prefillGpus * x + decodeGpus]) {
      x += step;
    }
    return x;
  }

  /** An upper bound on requests per second and GPU of a pair, whatever the numbers of workers. */
  double bound(StaticRow prefill, StaticRow decode) {
    double gpuSecondsPerRequest =
        prefill.gpus() / (prefill.rates().requestsPerS() * rules.prefillDegradation())
            + decode.gpus() / (decode.rates().requestsPerS() * rules.decodeDegradation());
    return 1 / gpuSecondsPerRequest;
  }
}
