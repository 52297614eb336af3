package io.servelab.bulk;

import io.servelab.engine.Worker;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedRow;
import io.servelab.estimate.StaticRow;
import io.servelab.model.ModelConfig;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantModes;
import io.servelab.search.AggregatedCandidate;
import io.servelab.search.Candidate;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.EncoderPoint;
import io.servelab.search.EncoderShare;
import io.servelab.search.EncoderUse;
import io.servelab.search.ParallelLabel;
import io.servelab.search.SearchRequest;
import io.servelab.search.WorkerPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Candidates of a search as rows with the column names that result files use. */
public final class SearchColumns {

  private static final List<String> LAYOUT =
      List.of("tp", "pp", "dp", "moe_tp", "moe_ep", "cp", "parallel");
  private static final List<String> WORKER =
      List.of("gemm", "kvcache", "fmha", "moe", "comm", "memory", "backend", "version", "system");

  private SearchColumns() {}

  /** Columns of aggregated deployments. */
  public static List<String> aggregated() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "model",
                "isl",
                "osl",
                "prefix",
                "concurrency",
                "request_rate",
                "bs",
                "global_bs",
                "ttft",
                "tpot",
                "request_latency",
                "encoder_latency",
                "encoder_memory",
                "seq/s",
                "seq/s/gpu",
                "tokens/s",
                "tokens/s/gpu",
                "tokens/s/user",
                "num_total_gpus"));
    columns.addAll(LAYOUT);
    columns.addAll(
        List.of(
            "gemm",
            "kvcache",
            "fmha",
            "moe",
            "comm",
            "memory",
            "balance_score",
            "num_ctx_reqs",
            "num_gen_reqs",
            "num_tokens",
            "ctx_tokens",
            "gen_tokens",
            "backend",
            "version",
            "system",
            "power_w",
            "tokens/s/gpu_cluster"));
    return columns;
  }

  /** Columns of disaggregated deployments. */
  public static List<String> disaggregated() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "model",
                "isl",
                "osl",
                "prefix",
                "concurrency",
                "request_rate",
                "(p)bs",
                "(p)global_bs",
                "(p)workers",
                "(d)bs",
                "(d)global_bs",
                "(d)workers",
                "ttft",
                "tpot",
                "request_latency",
                "encoder_latency",
                "seq/s",
                "seq/s/gpu",
                "tokens/s",
                "tokens/s/gpu",
                "tokens/s/user",
                "(p)seq/s/worker",
                "(d)seq/s/worker",
                "num_total_gpus"));
    LAYOUT.forEach(column -> columns.add("(p)" + column));
    WORKER.forEach(column -> columns.add("(p)" + column));
    LAYOUT.stream().filter(column -> !column.equals("cp")).forEach(c -> columns.add("(d)" + c));
    WORKER.forEach(column -> columns.add("(d)" + column));
    columns.addAll(
        List.of(
            "(e)workers",
            "(e)tp",
            "(e)pp",
            "(e)bs",
            "(e)parallel",
            "(e)memory",
            "power_w",
            "tokens/s/gpu_cluster"));
    return columns;
  }

  /**
   * Cells of a candidate; the caller may add others.
   *
   * @param onCluster whether throughput of the whole cluster is known and shown
   */
  public static Map<String, Object> cells(
      Candidate candidate, SearchRequest request, boolean onCluster) {
    Map<String, Object> cells = new LinkedHashMap<>();
    ModelConfig model = request.model();
    cells.put("model", model.id());
    cells.put("isl", request.textTokens());
    cells.put("osl", request.request().osl());
    cells.put("prefix", request.request().prefix());
    cells.put("concurrency", candidate.concurrency());
    cells.put("request_rate", candidate.rates().requestsPerS());
    cells.put("ttft", candidate.latency().ttftMs());
    cells.put("tpot", candidate.latency().tpotMs());
    cells.put("request_latency", candidate.latency().requestMs());
    rates(cells, candidate.rates());
    cells.put("num_total_gpus", candidate.gpus());
    if (candidate instanceof AggregatedCandidate aggregated) {
      aggregated(cells, aggregated);
    } else if (candidate instanceof DisaggregatedCandidate disaggregated) {
      disaggregated(cells, disaggregated);
    }
    if (onCluster) {
      cells.put("tokens/s/gpu_cluster", candidate.clusterTokensPerSPerGpu(request.totalGpus()));
    }
    return cells;
  }

  private static void rates(Map<String, Object> cells, AggregatedRow.Rates rates) {
    cells.put("seq/s", rates.requestsPerS());
    cells.put("seq/s/gpu", rates.requestsPerSPerGpu());
    cells.put("tokens/s", rates.tokensPerS());
    cells.put("tokens/s/gpu", rates.tokensPerSPerGpu());
    cells.put("tokens/s/user", rates.tokensPerSPerUser());
  }

  private static void aggregated(Map<String, Object> cells, AggregatedCandidate candidate) {
    AggregatedRow.Point point = candidate.row().point();
    cells.put("bs", point.batch());
    cells.put("global_bs", point.globalBatch());
    EncoderShare encoder = candidate.encoder();
    cells.put(
        "encoder_latency",
        encoder.equals(EncoderShare.NONE) ? (Number) 0 : (Number) encoder.latencyMs());
    cells.put("encoder_memory", encoder.memoryGib());
    worker(cells, "", candidate.worker());
    cells.put("memory", candidate.row().memoryGib());
    cells.put("balance_score", candidate.row().balance());
    cells.put("num_ctx_reqs", (double) point.prefillRequests());
    cells.put("num_gen_reqs", (double) point.decodeRequests());
    cells.put("num_tokens", (double) point.passTokens());
    cells.put("ctx_tokens", point.contextTokens());
    cells.put("gen_tokens", (double) point.decodeRequests());
    cells.put("power_w", candidate.row().powerW());
  }

  private static void disaggregated(Map<String, Object> cells, DisaggregatedCandidate candidate) {
    DisaggregatedRow row = candidate.row();
    pool(cells, "(p)", candidate.prefill(), row.prefill().workers());
    pool(cells, "(d)", candidate.decode(), row.decode().workers());
    candidate
        .encoders()
        .ifPresentOrElse(
            encoders -> encoders(cells, encoders),
            () -> encoder(cells, candidate.prefill().encoder()));
    cells.put("power_w", row.powerW());
  }

  /** An encoder inside the prefill workers. */
  private static void encoder(Map<String, Object> cells, EncoderShare share) {
    cells.put("encoder_latency", share.latencyMs());
    for (String count : List.of("(e)workers", "(e)tp", "(e)pp", "(e)bs")) {
      cells.put(count, 0);
    }
    cells.put("(e)memory", share.memoryGib());
  }

  private static void encoders(Map<String, Object> cells, EncoderUse encoders) {
    EncoderPoint point = encoders.point();
    cells.put("encoder_latency", point.latencyMs());
    cells.put("(e)workers", encoders.workers());
    cells.put("(e)tp", point.gpus());
    cells.put("(e)pp", 1);
    cells.put("(e)bs", point.batch());
    cells.put("(e)parallel", point.label());
    cells.put("(e)memory", point.memoryGib());
  }

  private static void pool(Map<String, Object> cells, String role, WorkerPoint point, int workers) {
    StaticRow row = point.row();
    cells.put(role + "bs", row.batch());
    cells.put(role + "global_bs", row.globalBatch());
    cells.put(role + "workers", workers);
    cells.put(role + "seq/s/worker", row.rates().requestsPerS());
    worker(cells, role, point.worker());
    cells.put(role + "memory", row.memoryGib());
  }

  private static void worker(Map<String, Object> cells, String role, Worker worker) {
    Parallelism layout = worker.plan().parallel();
    cells.put(role + "tp", layout.tp());
    cells.put(role + "pp", layout.pp());
    cells.put(role + "dp", layout.dp());
    cells.put(role + "moe_tp", layout.moeTp());
    cells.put(role + "moe_ep", layout.moeEp());
    cells.put(role + "cp", layout.cp());
    cells.put(role + "parallel", ParallelLabel.of(layout));
    QuantModes modes = worker.plan().quant().modes();
    cells.put(role + "gemm", modes.gemm().id());
    cells.put(role + "kvcache", modes.kv().id());
    cells.put(role + "fmha", modes.fmha().id());
    cells.put(role + "moe", modes.moe().id());
    cells.put(role + "comm", modes.comm().id());
    cells.put(role + "backend", worker.database().engine().id());
    cells.put(role + "version", worker.database().version());
    cells.put(role + "system", worker.database().system().name());
  }
}
