package io.servelab.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.servelab.engine.AggregatedRun;
import io.servelab.engine.EncoderRun;
import io.servelab.estimate.AggregatedEstimate;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedEstimate;
import io.servelab.estimate.Estimate;
import io.servelab.estimate.PowerCoverage;
import io.servelab.estimate.StaticEstimate;
import io.servelab.estimate.StaticRow;
import io.servelab.op.OpTime;
import io.servelab.perf.Source;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns an estimate into the cells of an answer row. */
final class EstimateAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ATTENTION =
      List.of("context_attention (scaled)", "generation_attention");

  private final Map<String, Object> cells = new LinkedHashMap<>();

  private EstimateAnswer() {}

  static Map<String, Object> cells(Estimate estimate, EstimateRequest request) {
    EstimateAnswer answer = new EstimateAnswer();
    if (estimate instanceof AggregatedEstimate aggregated) {
      answer.fill(aggregated, request);
    } else if (estimate instanceof DisaggregatedEstimate disaggregated) {
      answer.fill(disaggregated, request);
    } else if (estimate instanceof StaticEstimate batch) {
      answer.fill(batch, request);
    }
    return answer.cells;
  }

  private void fill(AggregatedEstimate estimate, EstimateRequest request) {
    AggregatedRow row = estimate.row();
    AggregatedRun run = estimate.run();
    rates(cells, row.latency(), row.rates());
    cells.put("concurrency", row.point().concurrency());
    cells.put("num_total_gpus", row.gpus());
    memory(run.memory());
    cells.put("oom", run.outOfMemory());
    cells.put("kv_oom", run.kvCacheTooSmall());
    power(PowerCoverage.of(estimate), row.powerW());
    cells.put("row", json(ResultRows.aggregated(estimate, request.layout(""))));
    Map<String, Object> times = new LinkedHashMap<>();
    Map<String, Object> sources = new LinkedHashMap<>();
    mixedPass(times, sources, run.mixed());
    if (!run.decode().rows().isEmpty()) {
      passes(times, sources, "genonly_step", run.decode());
    }
    times.put("scheduling", ResultRows.scheduling(estimate));
    encoder(times, sources, run.encoder());
    cells.put("ops_latency", json(times));
    cells.put("ops_source", json(sources));
  }

  private void fill(DisaggregatedEstimate estimate, EstimateRequest request) {
    rates(cells, estimate.row().latency(), estimate.row().rates());
    cells.put("concurrency", estimate.row().concurrency());
    cells.put("num_total_gpus", estimate.row().gpus());
    PowerCoverage coverage = PowerCoverage.of(estimate);
    power(coverage, estimate.row().powerW());
    cells.put(
        "row",
        json(
            ResultRows.disaggregated(
                estimate, request.layout("prefill_"), request.layout("decode_"))));
    Map<String, Object> times = new LinkedHashMap<>();
    Map<String, Object> sources = new LinkedHashMap<>();
    encoder(times, sources, estimate.prefill().run().encoder());
    passes(times, sources, "prefill", estimate.prefill().run().context());
    if (!estimate.decode().run().generation().rows().isEmpty()) {
      passes(times, sources, "decode", estimate.decode().run().generation());
    }
    cells.put("ops_latency", json(times));
    cells.put("ops_source", json(sources));
  }

  private void fill(StaticEstimate estimate, EstimateRequest request) {
    StaticRow row = estimate.row();
    StaticRow.Rates rates = row.rates();
    rates(
        cells,
        new AggregatedRow.Latency(
            row.latency().ttftMs(), row.latency().tpotMs(), row.latency().requestMs()),
        new AggregatedRow.Rates(
            rates.requestsPerS(),
            rates.requestsPerSPerGpu(),
            rates.tokensPerS(),
            rates.tokensPerSPerGpu(),
            rates.tokensPerSPerUser()));
    cells.put("concurrency", row.globalBatch());
    cells.put("num_total_gpus", row.gpus());
    memory(estimate.run().memory());
    cells.put("oom", estimate.run().outOfMemory());
    cells.put("kv_oom", estimate.run().kvCacheTooSmall());
    power(PowerCoverage.of(estimate.run()), row.powerW());
    cells.put("row", json(ResultRows.batch(estimate, request.layout(""))));
    Map<String, Object> times = new LinkedHashMap<>();
    Map<String, Object> sources = new LinkedHashMap<>();
    passes(times, sources, "context", estimate.run().context());
    passes(times, sources, "generation", estimate.run().generation());
    Map<String, Object> energies = new LinkedHashMap<>();
    energies.put("context", by(estimate.run().context(), OpTime::energyWms));
    energies.put("generation", by(estimate.run().generation(), OpTime::energyWms));
    cells.put("ops_latency", json(times));
    cells.put("ops_energy", json(energies));
    cells.put("ops_source", json(sources));
  }

  /** A mixed pass reports attention of both phases, at no time where it has none of its own. */
  private static void mixedPass(
      Map<String, Object> times, Map<String, Object> sources, PassTime pass) {
    Map<String, Object> operations = by(pass, OpTime::latencyMs);
    Map<String, Object> origins = by(pass, time -> time.source().id());
    for (String name : ATTENTION) {
      operations.putIfAbsent(name, 0.0);
      origins.putIfAbsent(name, Source.SILICON.id());
    }
    times.put("mix_step", operations);
    sources.put("mix_step", origins);
  }

  static void rates(
      Map<String, Object> cells, AggregatedRow.Latency latency, AggregatedRow.Rates rates) {
    cells.put("ttft", latency.ttftMs());
    cells.put("tpot", latency.tpotMs());
    cells.put("request_latency", latency.requestMs());
    cells.put("seq_s", rates.requestsPerS());
    cells.put("tokens_s", rates.tokensPerS());
    cells.put("tokens_s_gpu", rates.tokensPerSPerGpu());
    cells.put("tokens_s_user", rates.tokensPerSPerUser());
  }

  private void memory(MemoryLedger ledger) {
    cells.put("memory_total", ledger.totalGib());
    cells.put("memory_weights", MemoryLedger.gib(ledger.weightsBytes()));
    cells.put("memory_activations", MemoryLedger.gib(ledger.activationsBytes()));
    cells.put("memory_kvcache", MemoryLedger.gib(ledger.kvCacheBytes()));
    cells.put("memory_nccl", MemoryLedger.gib(ledger.communicatorBytes()));
    cells.put("memory_others", MemoryLedger.gib(ledger.otherBytes()));
  }

  private void power(PowerCoverage coverage, double powerW) {
    if (coverage.sufficient()) {
      cells.put("power_w", powerW);
    }
    cells.put("power_coverage", coverage.share());
  }

  private static void passes(
      Map<String, Object> times, Map<String, Object> sources, String name, PassTime pass) {
    times.put(name, by(pass, OpTime::latencyMs));
    sources.put(name, by(pass, time -> time.source().id()));
  }

  private static void encoder(
      Map<String, Object> times, Map<String, Object> sources, EncoderRun encoder) {
    if (!encoder.pass().rows().isEmpty()) {
      passes(times, sources, "encoder", encoder.pass());
    }
  }

  private static Map<String, Object> by(PassTime pass, Function<OpTime, Object> value) {
    Map<String, Object> cells = new LinkedHashMap<>();
    pass.rows().forEach(row -> cells.put(row.name(), value.apply(row.time())));
    return cells;
  }

  static JsonNode json(Map<String, Object> cells) {
    return JSON.valueToTree(cells);
  }
}
