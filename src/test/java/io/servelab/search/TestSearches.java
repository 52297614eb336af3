package io.servelab.search;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.StaticRow;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.Optional;
import java.util.OptionalInt;

/** Small searches on shipped measurements, and candidates with numbers of one's own. */
public final class TestSearches {

  /** Remembers answers from one test to the next. */
  public static final SharedWorkers WORKERS = new SharedWorkers();

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final Models MODELS = new Models();

  private TestSearches() {}

  public static PerfDatabase h200(RuleSet rules) {
    return DATABASES
        .get("h200_sxm", ServingEngine.TRTLLM, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE)
        .withRules(rules);
  }

  /** Qwen3-8B with prompts of 2000 tokens and answers of 200. */
  public static SearchRequest search(RuleSet rules, int gpus, double ttftMs, double tpotMs) {
    PerfDatabase database = h200(rules);
    return new SearchRequest(
        MODELS.find("Qwen/Qwen3-8B"),
        database,
        database,
        gpus,
        new RequestShape(2000, 200, 0),
        Sla.of(ttftMs, tpotMs),
        SearchOptions.DEFAULT);
  }

  public static SearchResult run(SearchRequest search) {
    return new Search(search, WORKERS, SearchListener.NONE).run();
  }

  /** A worker of so many GPUs. */
  public static Worker worker(int tp) {
    return WorkerFactory.build(
        new WorkerSpec(
            MODELS.find("Qwen/Qwen3-8B"),
            h200(RuleSet.REFERENCE),
            new RequestedLayout(tp, 1, 1, OptionalInt.of(1), OptionalInt.of(1), 1),
            ServingChoices.NONE,
            WorkerRole.MIXED,
            QuantContext.Purpose.SEARCH));
  }

  /** An aggregated candidate that serves one request at a time. */
  public static AggregatedCandidate candidate(int tp, double ttftMs, double tpotMs, double rate) {
    double tokens = rate * 100;
    AggregatedRow row =
        new AggregatedRow(
            new AggregatedRow.Point(1, 1, 1, 2000, 1, 1, 2000),
            new AggregatedRow.Latency(ttftMs, tpotMs, ttftMs + 99 * tpotMs),
            new AggregatedRow.Rates(rate, rate / tp, tokens, tokens / tp, 1000 / tpotMs),
            tp,
            100,
            1,
            0);
    return new AggregatedCandidate(worker(tp), row, EncoderShare.NONE);
  }

  /** A static worker of which only rate and size matter. */
  static StaticRow pool(double requestsPerS, int gpus) {
    return new StaticRow(
        1,
        1,
        new StaticRow.Latency(0, 0, 0, 0, 0),
        new StaticRow.Rates(requestsPerS, requestsPerS / gpus, 0, 0, 0),
        gpus,
        0,
        0);
  }
}
