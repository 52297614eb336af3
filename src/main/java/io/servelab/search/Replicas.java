package io.servelab.search;

import io.servelab.estimate.AggregatedRow;
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
  private final PoolLimits limits;
  private final PoolMatcher matcher;
  private final Optional<EncoderMatcher> encoders;

  /**
   * Prepares for a cluster.
   *
   * @param encoders encoders to add to every replica, if they are separate
   */
  Replicas(SearchRequest search, PoolLimits limits, Optional<EncoderMatcher> encoders) {
    this.search = search;
    this.rules = search.options().disaggregation();
    this.limits = limits;
    this.matcher = new PoolMatcher(rules, limits, search.totalGpus());
    this.encoders = encoders;
  }

  /**
   * A replica that is worth composing.
   *
   * @param match numbers of workers
   * @param encoders encoders beside them
   * @param tokensPerSPerGpu throughput at three decimals
   * @param gpus GPUs
   */
  record Draft(
      PoolMatcher.Match match, Optional<EncoderUse> encoders, double tokensPerSPerGpu, int gpus) {

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

  /**
   * The best replica of a pair; empty if no allowed size can be made of it.
   *
   * @param ttftMs target that encoders may not exceed either, milliseconds
   */
  Optional<Draft> draft(WorkerPoint prefill, WorkerPoint decode, double ttftMs) {
    return encoders.isPresent()
        ? encoded(prefill, decode, ttftMs, encoders.get())
        : matcher
            .match(prefill.row(), decode.row())
            .map(match -> draft(prefill, decode, match, Optional.empty()));
  }

  private Draft draft(
      WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match, Optional<EncoderUse> use) {
    double requestsPerS = served(prefill, decode, match, use);
    int gpus = languageGpus(prefill, decode, match) + use.map(EncoderUse::gpus).orElse(0);
    double throughput = Rounding.three(requestsPerS * search.request().osl() / gpus);
    return new Draft(match, use, throughput, gpus);
  }

  private double served(
      WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match, Optional<EncoderUse> use) {
    double language =
        rules.requestsPerS(
            prefill.row().rates().requestsPerS(),
            match.prefill(),
            decode.row().rates().requestsPerS(),
            match.decode());
    return use.map(EncoderMatcher::rate).map(rate -> Math.min(rate, language)).orElse(language);
  }

  private static int languageGpus(
      WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match) {
    return prefill.row().gpus() * match.prefill() + decode.row().gpus() * match.decode();
  }

  /** The best numbers of all three kinds of workers; the first of equals. */
  private Optional<Draft> encoded(
      WorkerPoint prefill, WorkerPoint decode, double ttftMs, EncoderMatcher matching) {
    double spareMs = (ttftMs - queuedTtftMs(prefill)) / rules.ttftQueueing();
    Optional<Draft> best = Optional.empty();
    double most = 0;
    for (int y = 1; y <= limits.maxDecodeWorkers(); y++) {
      for (int x = 1; x <= limits.maxPrefillWorkers(); x++) {
        PoolMatcher.Match match = new PoolMatcher.Match(x, y);
        int gpus = languageGpus(prefill, decode, match);
        if (gpus >= search.totalGpus()) {
          break;
        }
        double language = served(prefill, decode, match, Optional.empty());
        Optional<EncoderUse> use = matching.beside(language, gpus, spareMs);
        if (use.isPresent()) {
          double perGpu = served(prefill, decode, match, use) / (gpus + use.get().gpus());
          if (perGpu > most) {
            most = perGpu;
            best = Optional.of(draft(prefill, decode, match, use));
          }
        }
      }
    }
    return best;
  }

  DisaggregatedCandidate compose(
      WorkerPoint prefill, WorkerPoint decode, PoolMatcher.Match match, Optional<EncoderUse> use) {
    DisaggregatedRow row =
        rules.compose(
            search.request(), prefill.row(), match.prefill(), decode.row(), match.decode());
    return use.isEmpty()
        ? new DisaggregatedCandidate(prefill, decode, row)
        : new DisaggregatedCandidate(
            prefill, decode, encoded(row, served(prefill, decode, match, use), use.get()), use);
  }

  /** The row of a replica whose requests wait for encoders first. */
  private DisaggregatedRow encoded(DisaggregatedRow row, double requestsPerS, EncoderUse use) {
    double earlierMs = rules.ttftQueueing() * use.point().latencyMs();
    int gpus = row.gpus() + use.gpus();
    double tokensPerS = requestsPerS * search.request().osl();
    return new DisaggregatedRow(
        row.prefill(),
        row.decode(),
        new AggregatedRow.Latency(
            Rounding.three(queuedTtftMs(row) + earlierMs),
            row.latency().tpotMs(),
            Rounding.three(
                queuedTtftMs(row)
                    + earlierMs
                    + row.latency().tpotMs() * search.request().laterTokens())),
        new AggregatedRow.Rates(
            Rounding.three(requestsPerS),
            Rounding.three(requestsPerS / gpus),
            Rounding.three(tokensPerS),
            Rounding.three(tokensPerS / gpus),
            row.rates().tokensPerSPerUser()),
        row.concurrency(),
        gpus,
        row.powerW());
  }

  private double queuedTtftMs(DisaggregatedRow row) {
    return rules.queuedTtftMs(row.prefill().worker());
  }
}
