package io.servelab.table;

import io.servelab.search.AggregatedCandidate;
import io.servelab.search.Candidate;
import io.servelab.search.CandidateText;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.Prices;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.TargetCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;

/** Deployments as tables, one row each. */
public final class CandidateTables {

  private record Row(Candidate candidate, int totalGpus, Prices prices) {}

  private static final TableBuilder<Row> COLUMNS =
      TableBuilder.<Row>named("deployments")
          .text("mode", row -> mode(row.candidate).id())
          .text("deployment", row -> describe(row.candidate))
          .integer("gpus", row -> row.candidate.gpus())
          .integer("replicas", row -> row.candidate.replicas(row.totalGpus))
          .integer("concurrency", row -> row.candidate.concurrency())
          .number("ttft_ms", row -> row.candidate.latency().ttftMs())
          .number("tpot_ms", row -> row.candidate.latency().tpotMs())
          .number("request_ms", row -> row.candidate.latency().requestMs())
          .number("throughput_tokens_s_gpu", row -> row.candidate.rates().tokensPerSPerGpu())
          .number(
              "cluster_tokens_s_gpu", row -> row.candidate.clusterTokensPerSPerGpu(row.totalGpus))
          .number("speed_tokens_s_user", row -> row.candidate.rates().tokensPerSPerUser())
          .number("replica_requests_s", row -> row.candidate.rates().requestsPerS())
          .number("memory_gib", row -> memoryGib(row.candidate));

  private static final String ENGINE = "backend";
  private static final String COST = "cost_";

  private CandidateTables() {}

  /**
   * Some deployments that a search found, in the given order: with their engine where several were
   * asked, and with their cost where prices are known.
   */
  public static Table of(Collection<? extends Candidate> candidates, SearchResult result) {
    Prices prices = result.prices();
    TableBuilder<Row> columns = COLUMNS;
    if (!result.engines().isEmpty()) {
      columns = columns.text(ENGINE, row -> engine(row.candidate));
    }
    if (prices.any()) {
      String currency = prices.currency().toLowerCase(Locale.ROOT);
      columns =
          columns.number(
              COST + currency + "_per_million_tokens",
              row -> row.prices.perMillionTokens(row.candidate).orElse(Double.NaN));
    }
    int gpus = result.request().totalGpus();
    return columns.build(
        candidates.stream().map(candidate -> new Row(candidate, gpus, prices)).toList());
  }

  /** Name of the engine that serves a deployment. */
  public static String engine(Candidate candidate) {
    return CandidateText.engine(candidate);
  }

  /** Every deployment that a search kept, of both kinds. */
  public static Table all(SearchResult result) {
    List<Candidate> candidates = new ArrayList<>();
    for (SearchBranch branch : result.branches()) {
      candidates.addAll(branch.candidates());
    }
    return of(candidates, result);
  }

  /**
   * The recommended deployments of both kinds, best first, what misses targets last; with what is
   * simulated of them where all of them can be.
   */
  public static Table top(SearchResult result) {
    int gpus = result.request().totalGpus();
    List<Candidate> candidates = new ArrayList<>();
    for (SearchBranch branch : result.branches()) {
      candidates.addAll(branch.top());
    }
    if (result.preferred().isEmpty()) {
      candidates.sort(
          new TargetCheck(result.request())
              .nearestFirst()
              .thenComparingDouble(candidate -> -candidate.clusterTokensPerSPerGpu(gpus)));
    }
    return simulated(candidates, result).setName("recommended deployments");
  }

  /** Some deployments of a search, with what is simulated of them where all of them can be. */
  public static Table simulated(Collection<? extends Candidate> candidates, SearchResult result) {
    Table simulated = ForecastTables.of(candidates, result);
    return candidates.isEmpty() || simulated.rowCount() < candidates.size()
        ? of(candidates, result)
        : simulated;
  }

  /** Kind of a deployment. */
  public static ServingMode mode(Candidate candidate) {
    return CandidateText.mode(candidate);
  }

  /** A deployment in a few words, such as {@code 5p tp4 bs1 + 3d tp4 bs60}. */
  public static String describe(Candidate candidate) {
    return CandidateText.describe(candidate);
  }

  private static double memoryGib(Candidate candidate) {
    if (candidate instanceof AggregatedCandidate aggregated) {
      return aggregated.row().memoryGib();
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    return Math.max(pools.prefill().row().memoryGib(), pools.decode().row().memoryGib());
  }
}
