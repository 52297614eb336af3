package io.servelab.bulk;

import io.servelab.engine.AggregatedRun;
import io.servelab.engine.EncoderRun;
import io.servelab.engine.StaticMode;
import io.servelab.engine.Worker;
import io.servelab.estimate.AggregatedEstimate;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedEstimate;
import io.servelab.estimate.PowerCoverage;
import io.servelab.estimate.Rounding;
import io.servelab.estimate.StaticEstimate;
import io.servelab.estimate.StaticRow;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantModes;
import io.servelab.model.RequestedLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/** Result rows as maps, with the column names that answer files use. */
final class ResultRows {

  private ResultRows() {}

  static Map<String, Object> aggregated(AggregatedEstimate estimate, RequestedLayout layout) {
    AggregatedRow row = estimate.row();
    AggregatedRow.Point point = row.point();
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("concurrency", point.concurrency());
    cells.put("request_rate", row.rates().requestsPerS());
    cells.put("bs", point.batch());
    cells.put("global_bs", point.globalBatch());
    cells.put("ttft", row.latency().ttftMs());
    cells.put("tpot", row.latency().tpotMs());
    rates(cells, row.rates());
    cells.put("request_latency", row.latency().requestMs());
    encoder(cells, estimate.run().encoder(), DoubleUnaryOperator.identity());
    cells.put("num_total_gpus", row.gpus());
    layout(cells, "", shown(layout, estimate.worker()), true);
    formats(cells, "", estimate.worker());
    cells.put("memory", row.memoryGib());
    cells.put("balance_score", row.balance());
    cells.put("num_ctx_reqs", point.prefillRequests());
    cells.put("num_gen_reqs", point.decodeRequests());
    cells.put("num_tokens", point.passTokens());
    cells.put("ctx_tokens", point.contextTokens());
    cells.put("gen_tokens", point.decodeRequests());
    identity(cells, "", estimate.worker());
    power(cells, PowerCoverage.of(estimate), row.powerW());
    return cells;
  }

  static Map<String, Object> batch(StaticEstimate estimate, RequestedLayout layout) {
    StaticRow row = estimate.row();
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("concurrency", row.globalBatch());
    cells.put("request_rate", 0.0);
    cells.put("bs", row.batch());
    cells.put("global_bs", row.globalBatch());
    cells.put("ttft", row.latency().ttftMs());
    cells.put("tpot", row.latency().tpotMs());
    cells.put("seq/s", row.rates().requestsPerS());
    cells.put("seq/s/gpu", row.rates().requestsPerSPerGpu());
    cells.put("tokens/s", row.rates().tokensPerS());
    cells.put("tokens/s/gpu", row.rates().tokensPerSPerGpu());
    cells.put("tokens/s/user", row.rates().tokensPerSPerUser());
    cells.put("request_latency", row.latency().requestMs());
    boolean projected =
        estimate.mode() != StaticMode.PREFILL
            && estimate.worker().plan().options().draftTokens() > 0;
    encoder(
        cells,
        estimate.run().encoder(),
        projected ? Rounding::three : DoubleUnaryOperator.identity());
    cells.put("context_latency", row.latency().contextMs());
    cells.put("generation_latency", row.latency().generationMs());
    cells.put("num_total_gpus", row.gpus());
    layout(cells, "", shown(layout, estimate.worker()), true);
    formats(cells, "", estimate.worker());
    cells.put("memory", row.memoryGib());
    identity(cells, "", estimate.worker());
    power(cells, PowerCoverage.of(estimate.run()), row.powerW());
    return cells;
  }

  static Map<String, Object> disaggregated(
      DisaggregatedEstimate estimate, RequestedLayout prefill, RequestedLayout decode) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("concurrency", estimate.row().concurrency());
    cells.put("request_rate", estimate.row().rates().requestsPerS());
    pool(cells, "(p)", estimate.row().prefill().worker(), estimate.row().prefill().workers());
    pool(cells, "(d)", estimate.row().decode().worker(), estimate.row().decode().workers());
    cells.put("ttft", estimate.row().latency().ttftMs());
    cells.put("tpot", estimate.row().latency().tpotMs());
    cells.put("request_latency", estimate.row().latency().requestMs());
    cells.put("encoder_latency", Rounding.three(estimate.prefill().run().encoder().latencyMs()));
    rates(cells, estimate.row().rates());
    cells.put("(p)seq/s/worker", estimate.row().prefill().worker().rates().requestsPerS());
    cells.put("(d)seq/s/worker", estimate.row().decode().worker().rates().requestsPerS());
    cells.put("num_total_gpus", estimate.row().gpus());
    role(cells, "(p)", estimate.prefill(), estimate.row().prefill().worker(), prefill, true);
    role(cells, "(d)", estimate.decode(), estimate.row().decode().worker(), decode, false);
    for (String count : new String[] {"workers", "tp", "pp", "bs"}) {
      cells.put("(e)" + count, 0);
    }
    cells.put("(e)parallel", "");
    cells.put("(e)memory", Rounding.three(estimate.prefill().run().encoder().memoryGib()));
    power(cells, PowerCoverage.of(estimate), estimate.row().powerW());
    return cells;
  }

  static Map<String, Object> scheduling(AggregatedEstimate estimate) {
    AggregatedRun run = estimate.run();
    AggregatedRun.Schedule schedule = run.schedule();
    int width = estimate.worker().plan().options().draftTokens() + 1;
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("num_mix_steps", schedule.mixedPasses());
    cells.put("num_genonly_steps", schedule.decodePasses());
    cells.put("mix_step_latency_ms", run.mixed().latencyMs());
    cells.put("genonly_step_latency_ms", run.decode().latencyMs());
    cells.put("mix_step_energy_wms", run.mixed().energyWms());
    cells.put("genonly_step_energy_wms", run.decode().energyWms());
    cells.put("mix_efficiency", 1.0);
    cells.put("decode_iterations", schedule.decodeIterations());
    cells.put("mix_context_tokens", estimate.row().point().contextTokens());
    cells.put("mix_decode_requests", schedule.decodeRequests());
    cells.put("mix_decode_query_tokens", schedule.decodeRequests() * width);
    cells.put("decode_tokens_per_iteration", schedule.decodeTokens());
    return cells;
  }

  private static void rates(Map<String, Object> cells, AggregatedRow.Rates rates) {
    cells.put("seq/s", rates.requestsPerS());
    cells.put("seq/s/gpu", rates.requestsPerSPerGpu());
    cells.put("tokens/s", rates.tokensPerS());
    cells.put("tokens/s/gpu", rates.tokensPerSPerGpu());
    cells.put("tokens/s/user", rates.tokensPerSPerUser());
  }

  /** A row on which drafts were projected is rounded as a whole. */
  private static void encoder(
      Map<String, Object> cells, EncoderRun encoder, DoubleUnaryOperator stage) {
    boolean encodes = !encoder.pass().rows().isEmpty();
    double latencyMs = stage.applyAsDouble(encoder.latencyMs());
    cells.put("encoder_latency", encodes ? (Number) latencyMs : (Number) 0);
    cells.put("encoder_memory", stage.applyAsDouble(encoder.memoryGib()));
  }

  private static void pool(Map<String, Object> cells, String role, StaticRow worker, int workers) {
    cells.put(role + "bs", worker.batch());
    cells.put(role + "global_bs", worker.globalBatch());
    cells.put(role + "workers", workers);
  }

  private static void role(
      Map<String, Object> cells,
      String role,
      StaticEstimate estimate,
      StaticRow row,
      RequestedLayout layout,
      boolean withCp) {
    layout(cells, role, shown(layout, estimate.worker()), withCp);
    formats(cells, role, estimate.worker());
    cells.put(role + "memory", row.memoryGib());
    identity(cells, role, estimate.worker());
  }

  /** Experts' widths that were inferred; those of a dense model as they were asked for. */
  private static RequestedLayout shown(RequestedLayout asked, Worker worker) {
    if (!worker.plan().model().isMoe()) {
      return asked;
    }
    Parallelism layout = worker.plan().parallel();
    return new RequestedLayout(
        asked.tp(),
        asked.pp(),
        asked.dp(),
        OptionalInt.of(layout.moeTp()),
        OptionalInt.of(layout.moeEp()),
        asked.cp());
  }

  private static void layout(
      Map<String, Object> cells, String role, RequestedLayout layout, boolean withCp) {
    cells.put(role + "tp", layout.tp());
    cells.put(role + "pp", layout.pp());
    cells.put(role + "dp", layout.dp());
    cells.put(role + "moe_tp", orNull(layout.moeTp()));
    cells.put(role + "moe_ep", orNull(layout.moeEp()));
    if (withCp) {
      cells.put(role + "cp", layout.cp());
    }
    cells.put(role + "parallel", label(layout));
  }

  private static @org.jspecify.annotations.Nullable Integer orNull(OptionalInt width) {
    return width.isPresent() ? width.getAsInt() : null;
  }

  private static String label(RequestedLayout layout) {
    return "tp"
        + layout.tp()
        + "pp"
        + layout.pp()
        + "dp"
        + layout.dp()
        + "etp"
        + width(layout.moeTp())
        + "ep"
        + width(layout.moeEp())
        + (layout.cp() > 1 ? "cp" + layout.cp() : "");
  }

  private static String width(OptionalInt width) {
    return width.isPresent() ? String.valueOf(width.getAsInt()) : "None";
  }

  private static void formats(Map<String, Object> cells, String role, Worker worker) {
    QuantModes modes = worker.plan().quant().modes();
    cells.put(role + "gemm", modes.gemm().id());
    cells.put(role + "kvcache", modes.kv().id());
    cells.put(role + "fmha", modes.fmha().id());
    cells.put(role + "moe", modes.moe().id());
    cells.put(role + "comm", modes.comm().id());
  }

  private static void identity(Map<String, Object> cells, String role, Worker worker) {
    cells.put(role + "backend", worker.database().engine().id());
    cells.put(role + "version", worker.database().version());
    cells.put(role + "system", worker.database().system().name());
  }

  private static void power(Map<String, Object> cells, PowerCoverage coverage, double powerW) {
    cells.put("power_w", coverage.sufficient() ? powerW : null);
    cells.put("power_coverage", coverage.share());
  }
}
