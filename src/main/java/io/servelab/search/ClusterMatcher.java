package io.servelab.search;

import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses how many prefill and decode workers of a pair serve most requests on a whole cluster,
 * where a replica leaves GPUs unused that cannot hold another one.
 */
final class ClusterMatcher {

  private final Disaggregation rules;
  private final PoolLimits limits;
  private final int totalGpus;
  private final boolean[] allowed;

  ClusterMatcher(Disaggregation rules, PoolLimits limits, int totalGpus) {
    this.rules = rules;
    this.limits = limits;
    this.totalGpus = totalGpus;
    this.allowed = limits.allowedSizes(totalGpus);
  }

  /**
   * The replica with which the cluster serves most, and the smallest one with which it serves
   * nearly as much; one entry if they are the same, none if no allowed size can be made.
   *
   * <p>Of equals, the smaller replica, then the one with fewer decode workers.
   *
   * @param tolerance share of the most that may be given up for a smaller replica
   */
  List<PoolMatcher.Match> match(StaticRow prefill, StaticRow decode, double tolerance) {
    Best most = best(prefill, decode, 0);
    if (most == null) {
      return List.of();
    }
    Best smallest = best(prefill, decode, most.rate * (1 - tolerance));
    Set<PoolMatcher.Match> matches = new LinkedHashSet<>(List.of(most.match));
    if (smallest != null) {
      matches.add(smallest.match);
    }
    return List.copyOf(matches);
  }

  private record Best(PoolMatcher.Match match, double rate, int gpus) {}

  /**
   * The best replica.
   *
   * @param enough rate above which smaller is better, requests/s of the cluster; 0 if more always
   *     is
   */
  private @org.jspecify.annotations.Nullable Best best(
      StaticRow prefill, StaticRow decode, double enough) {
    Best best = null;
    for (int y = 1; y <= limits.maxDecodeWorkers(); y++) {
      for (int x = 1; x <= limits.maxPrefillWorkers(); x++) {
        int gpus = prefill.gpus() * x + decode.gpus() * y;
        if (gpus >= allowed.length) {
          break;
        }
        if (!allowed[gpus]) {
          continue;
        }
        int copies = totalGpus / gpus;
        double rate =
            rules.requestsPerS(prefill.rates().requestsPerS(), x, decode.rates().requestsPerS(), y)
                * copies;
        boolean better =
            enough > 0
                ? rate >= enough && (best == null || smaller(gpus, rate, best))
                : rate > 0 && (best == null || larger(gpus, rate, best));
        if (better) {
          best = new Best(new PoolMatcher.Match(x, y), rate, gpus);
        }
      }
    }
    return best;
  }

  private static boolean larger(int gpus, double rate, Best best) {
    return rate > best.rate || (rate == best.rate && gpus < best.gpus);
  }

  private static boolean smaller(int gpus, double rate, Best best) {
    return gpus < best.gpus || (gpus == best.gpus && rate > best.rate);
  }
}
