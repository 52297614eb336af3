package io.servelab.table;

import io.servelab.engine.sim.PassTotals;
import io.servelab.engine.sim.ServingStatistics;
import io.servelab.engine.sim.Spread;
import io.servelab.search.Candidate;
import io.servelab.search.SearchResult;
import io.servelab.search.Sla;
import io.servelab.serving.Band;
import io.servelab.serving.Forecast;
import io.servelab.serving.Reach;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** What simulations say, as tables. */
public final class ForecastTables {

  /** Column of the simulated time to first token with its band, as text. */
  public static final String TTFT = "sim_ttft_band_ms";

  /** Column of the simulated time per output token with its band, as text. */
  public static final String TPOT = "sim_tpot_band_ms";

  /** What the simulated columns show. */
  public static final String LEGEND =
      "sim: simulated mean of 10 requests per client, opening burst included; in brackets what"
          + " holds 8 of 10 measurements";

  /** What the rows of latencies are over. */
  public static final String STATISTICS =
      "benchmark: every request, the opening burst of all clients included, as load generators"
          + " report it; steady state: without the first and last requests; low to high: 8 of 10"
          + " measured means";

  private record Row(Candidate candidate, Forecast forecast, SearchResult result) {}

  private static final TableBuilder<Row> SIMULATED =
      TableBuilder.<Row>named("simulated")
          .text(TTFT, row -> range(row.forecast.ttftMs(), row.forecast.band().ttft()))
          .text(TPOT, row -> range(row.forecast.tpotMs(), row.forecast.band().tpot()))
          .number("sim_ttft_ms", row -> row.forecast.ttftMs())
          .number("sim_ttft_low_ms", row -> row.forecast.band().ttft().low(row.forecast.ttftMs()))
          .number("sim_ttft_high_ms", row -> row.forecast.band().ttft().high(row.forecast.ttftMs()))
          .number("sim_steady_ttft_ms", row -> row.forecast.steady().latency().ttft().mean())
          .number("sim_ttft_p99_ms", row -> row.forecast.wholeRun().latency().ttft().p99())
          .number("sim_tpot_ms", row -> row.forecast.tpotMs())
          .number("sim_tpot_low_ms", row -> row.forecast.band().tpot().low(row.forecast.tpotMs()))
          .number("sim_tpot_high_ms", row -> row.forecast.band().tpot().high(row.forecast.tpotMs()))
          .number("sim_queueing_pct", row -> 100 * row.forecast.wholeRun().queueingShare())
          .number("sim_cache_pct", row -> 100 * row.forecast.cacheShare())
          .number(
              "sim_cluster_tokens_s_gpu",
              row -> row.result.simulatedTokensPerSPerGpu(row.candidate, row.forecast));

  private record Quantity(String name, String over, Spread spread, Optional<Reach> reach) {

    Quantity(String name, String over, Spread spread) {
      this(name, over, spread, Optional.empty());
    }

    double low() {
      return reach.map(known -> known.low(spread.mean())).orElse(Double.NaN);
    }

    double high() {
      return reach.map(known -> known.high(spread.mean())).orElse(Double.NaN);
    }
  }

  private static final TableBuilder<Quantity> QUANTITIES =
      TableBuilder.<Quantity>named("latencies")
          .text("quantity", Quantity::name)
          .text("over", Quantity::over)
          .number("mean_ms", quantity -> quantity.spread.mean())
          .number("low_ms", Quantity::low)
          .number("high_ms", Quantity::high)
          .number("p50_ms", quantity -> quantity.spread.p50())
          .number("p90_ms", quantity -> quantity.spread.p90())
          .number("p99_ms", quantity -> quantity.spread.p99());

  private record Fact(String name, String value) {}

  private static final TableBuilder<Fact> FACTS =
      TableBuilder.<Fact>named("what filled the engines")
          .text("fact", Fact::name)
          .text("value", Fact::value);

  private record Load(Forecast forecast, Sla sla) {}

  private static final TableBuilder<Load> CURVE =
      TableBuilder.<Load>named("load")
          .integer("clients", load -> (long) load.forecast.clients())
          .number("requests_s", load -> load.forecast.requestsPerS())
          .number("throughput_tokens_s_gpu", load -> load.forecast.tokensPerSPerGpu())
          .number("ttft_mean_ms", load -> load.forecast.ttftMs())
          .number("ttft_low_ms", load -> load.forecast.band().ttft().low(load.forecast.ttftMs()))
          .number("ttft_high_ms", load -> load.forecast.band().ttft().high(load.forecast.ttftMs()))
          .number("ttft_p50_ms", load -> load.forecast.wholeRun().latency().ttft().p50())
          .number("ttft_p90_ms", load -> load.forecast.wholeRun().latency().ttft().p90())
          .number("ttft_p99_ms", load -> load.forecast.wholeRun().latency().ttft().p99())
          .number("tpot_mean_ms", load -> load.forecast.tpotMs())
          .number("tpot_low_ms", load -> load.forecast.band().tpot().low(load.forecast.tpotMs()))
          .number("tpot_high_ms", load -> load.forecast.band().tpot().high(load.forecast.tpotMs()))
          .number("tpot_p99_ms", load -> load.forecast.wholeRun().latency().tpot().p99())
          .number("request_mean_ms", load -> load.forecast.wholeRun().latency().total().mean())
          .number("goodput_requests_s", load -> load.sla.goodputPerS(load.forecast))
          .number("queueing_pct", load -> 100 * load.forecast.wholeRun().queueingShare())
          .number("cache_pct", load -> 100 * load.forecast.cacheShare())
          .integer("preemptions", load -> load.forecast.totals().preemptions());

  private ForecastTables() {}

  /**
   * Several loads of the same engines, one row each; no clients in open loops.
   *
   * @param sla targets that goodput keeps
   */
  public static Table curve(List<Forecast> forecasts, Sla sla) {
    return CURVE.build(forecasts.stream().map(forecast -> new Load(forecast, sla)).toList());
  }

  /**
   * Deployments of a search with what is simulated of them; those that cannot be simulated are left
   * out.
   */
  public static Table of(Collection<? extends Candidate> candidates, SearchResult result) {
    result.forecasts().prepare(candidates);
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Optional<Forecast> forecast = result.forecasts().of(candidate);
      forecast.ifPresent(found -> rows.add(new Row(candidate, found, result)));
    }
    Table table = CandidateTables.of(rows.stream().map(Row::candidate).toList(), result);
    return table.addColumns(
        SIMULATED.build(rows).columns().toArray(tech.tablesaw.columns.Column[]::new));
  }

  /** Latencies of a forecast: each over the whole run and over its middle. */
  public static Table latencies(Forecast forecast) {
    Band band = forecast.band();
    ServingStatistics.Latency whole = forecast.wholeRun().latency();
    ServingStatistics.Latency steady = forecast.steady().latency();
    String all = forecast.run().stream().isClosed() ? "benchmark" : "whole run";
    PassTotals totals = forecast.totals();
    Spread gaps =
        new Spread(
            totals.gaps().meanMs(),
            totals.gaps().quantileMs(0.5),
            totals.gaps().quantileMs(0.9),
            totals.gaps().quantileMs(0.99));
    return QUANTITIES.build(
        List.of(
            new Quantity("TTFT", all, whole.ttft(), Optional.of(band.ttft())),
            new Quantity("TTFT", "steady state", steady.ttft()),
            new Quantity("TPOT", all, whole.tpot(), Optional.of(band.tpot())),
            new Quantity("TPOT", "steady state", steady.tpot()),
            new Quantity("ITL", all, gaps),
            new Quantity("E2E", all, whole.total()),
            new Quantity("E2E", "steady state", steady.total())));
  }

  /**
   * Rates, queueing and occupancy of a forecast.
   *
   * @param sla targets that goodput keeps
   */
  public static Table facts(Forecast forecast, Sla sla) {
    PassTotals totals = forecast.totals();
    return FACTS.build(
        List.of(
            new Fact("requests", Integer.toString(forecast.run().size())),
            new Fact("requests per second", number(forecast.requestsPerS())),
            new Fact("of which within the targets", number(sla.goodputPerS(forecast))),
            new Fact("output tokens per second and GPU", number(forecast.tokensPerSPerGpu())),
            new Fact("share of TTFT spent waiting", share(forecast.wholeRun().queueingShare())),
            new Fact("sequences that decode", number(totals.occupancy().decoding())),
            new Fact("requests that wait", number(totals.occupancy().waiting())),
            new Fact("KV cache filled, mean", share(forecast.cacheShare())),
            new Fact("KV cache filled, most", share(forecast.mostCacheShare())),
            new Fact("preemptions", Integer.toString(totals.preemptions())),
            new Fact("time in passes", share(forecast.busyShare()))));
  }

  /** A value with its band, such as {@code 256 (155-422)}. */
  public static String range(double value, Reach reach) {
    return number(value) + " (" + number(reach.low(value)) + "-" + number(reach.high(value)) + ")";
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
