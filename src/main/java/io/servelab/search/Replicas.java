package io.servelab.search;

import io.servelab.estimate.DisaggregatedRow;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.Rounding;
import io.servelab.hardware.ServingEngine;
import java.util.Optional;

/**
 * Makes replicas of pairs of workers: which go together, how many of each, what they deliver.
 *
 * <p>Safe to share between threads.
 */
final class Replicas {

  private final SearchRequest search;
  private final Disaggregation rules;
  private final PoolMatcher matcher;

  Replicas(SearchRequest search, PoolLimits limits) {
    this.search = search;
    this.rules = search.options().disaggregation();
    this.matcher = new PoolMatcher(rules, limits, search.totalGpus());
  }

  /**
   * A replica that is worth composing.
   *
   * @param match numbers of workers
   * @param tokensPerSPerGpu throughput at three decimals
   * @param gpus GPUs
   */
  record Draft(PoolMatcher.Match match, double tokensPerSPerGpu, int gpus) {

    /** Whether it comes before another one: more throughput, then fewer GPUs. */
    boolean beats(Draft other) {
      return tokensPerSPerGpu > other.tokensPerSPerGpu
          || (tokensPerSPerGpu == other.tokensPerSPerGpu && gpus < other.gpus);
    }
  }

  /** Time to first token behind the queue of a prefill pool, milliseconds. */
  double queuedTtftMs(WorkerPoint prefill) {
    return rules.queuedTtftMs(prefill.row());
  }

  /**
   * SGLang hands caches over between workers of the same tensor-parallel size only, unless experts
   * of either are spread widely.
   */
  boolean goTogether(WorkerPoint prefill, WorkerPoint decode) {
    return prefill.worker().database().engine() != ServingEngine.SGLANG
        || prefill.worker().plan().parallel().tp() == decode.worker().plan().parallel().tp()
        || isWide(prefill)
        || isWide(decode);
  }

  private static boolean isWide(WorkerPoint point) {
    return point.worker().plan().options().wideExperts().any();
  }

  /** An upper bound on the throughput of a pair at three decimals, tokens per second and GPU. */
  double bound(WorkerPoint prefill, WorkerPoint decode) {
    double requests = matcher.bound(prefill.row(), decode.row());
    // Half a thousandth for the rounding of the result, and some for that of the bound itself.
    return requests * search.request().osl() * (1 + 1e-9) + 0.0006;
  }

  /** The best replica of a pair; empty if no allowed size can be made of it. */
  Optional<Draft> draft(WorkerPoint prefill, WorkerPoint decode) {
    return matcher.match(prefill.row(), decode.row()).map(match -> draft(prefill, decode, match));
  }

  private Draft draft(WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match) {
    double requestsPerS =
        rules.requestsPerS(
            prefill.row().rates().requestsPerS(),
            match.prefill(),
            decode.row().rates().requestsPerS(),
            match.decode());
    int gpus = prefill.row().gpus() * match.prefill() + decode.row().gpus() * match.decode();
    return new Draft(match, Rounding.three(requestsPerS * search.request().osl() / gpus), gpus);
  }

  DisaggregatedCandidate compose(WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match) {
    DisaggregatedRow row =
        rules.compose(
            search.request(), prefill.row(), match.prefill(), decode.row(), match.decode());
    return new DisaggregatedCandidate(prefill, decode, row);
  }
}
