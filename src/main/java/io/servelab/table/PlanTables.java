package io.servelab.table;

import io.servelab.search.CandidateText;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.SearchResult;
import io.servelab.search.choice.Change;
import io.servelab.search.choice.NearMiss;
import io.servelab.search.plan.AutoscalePlan;
import io.servelab.search.plan.Sizing;
import java.util.List;
import tech.tablesaw.api.Table;

/** Sizes of clusters, and ways to an answer, as tables. */
public final class PlanTables {

  private static final TableBuilder<Sizing> SIZINGS =
      TableBuilder.<Sizing>named("sizes")
          .text("mode", sizing -> CandidateTables.mode(sizing.candidate()).id())
          .text("deployment", sizing -> CandidateTables.describe(sizing.candidate()))
          .integer("replicas", Sizing::replicas)
          .integer("total_gpus", Sizing::totalGpus)
          .number("load_served_pct", Sizing::loadServedPercent)
          .number("ttft_ms", sizing -> sizing.candidate().latency().ttftMs())
          .number("tpot_ms", sizing -> sizing.candidate().latency().tpotMs())
          .number("replica_requests_s", sizing -> sizing.candidate().rates().requestsPerS())
          .integer("replica_concurrency", sizing -> sizing.candidate().concurrency())
          .number("throughput_tokens_s_gpu", sizing -> sizing.candidate().tokensPerSPerGpu());

  private static final TableBuilder<Change> CHANGES =
      TableBuilder.<Change>named("changes that make it possible, each alone")
          .text("setting", change -> change.knob().id())
          .number("now", Change::from)
          .number("needed", Change::to)
          .number("factor", Change::factor);

  private static final TableBuilder<NearMiss> MISSES =
      TableBuilder.<NearMiss>named("nearest misses")
          .text("constraint", miss -> miss.constraint().bound())
          .text("mode", miss -> CandidateTables.mode(miss.candidate()).id())
          .text("deployment", miss -> CandidateTables.describe(miss.candidate()))
          .number("value", NearMiss::value)
          .number("beyond_pct", miss -> 100 * miss.violation());

  private static final TableBuilder<DisaggregatedCandidate> PAIRS =
      TableBuilder.<DisaggregatedCandidate>named("independent pools, a worker of each")
          .text("prefill", pair -> CandidateText.describe(pair.prefill()))
          .text("decode", pair -> CandidateText.describe(pair.decode()))
          .number("ttft_ms", pair -> pair.latency().ttftMs())
          .number("tpot_ms", pair -> pair.latency().tpotMs())
          .number("prefill_requests_s", pair -> pair.prefill().row().rates().requestsPerS())
          .number("decode_requests_s", pair -> pair.decode().row().rates().requestsPerS())
          .number("throughput_tokens_s_gpu", DisaggregatedCandidate::tokensPerSPerGpu);

  private PlanTables() {}

  /** Pairs of workers for pools that scale on their own. */
  public static Table pairs(AutoscalePlan plan) {
    return PAIRS.build(plan.pairs());
  }

  /** Replicas that serve a load, with their cost by the hour where prices are known. */
  public static Table sizings(List<Sizing> sizings, SearchResult result) {
    if (!result.prices().any()) {
      return SIZINGS.build(sizings);
    }
    String currency = result.prices().currency().toLowerCase(java.util.Locale.ROOT);
    return SIZINGS
        .number(
            "cost_" + currency + "_per_hour",
            sizing ->
                sizing.replicas()
                    * result.prices().perReplicaHour(sizing.candidate()).orElse(Double.NaN))
        .build(sizings);
  }

  /** Changes of single settings. */
  public static Table changes(List<Change> changes) {
    return CHANGES.build(changes);
  }

  /** What comes nearest to each constraint. */
  public static Table misses(List<NearMiss> misses) {
    return MISSES.build(misses);
  }
}
