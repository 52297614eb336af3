package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What {@code vllm bench serve --save-result} and SGLang's {@code bench_serving} write: one flat
 * object for each run. Descriptions of a deployment that vLLM's {@code --metadata} added, such as
 * {@code tp=4}, are read under the names of the columns.
 *
 * @param client name of the client
 */
record ServingBench(String client) implements BenchmarkFormat {

  static final ServingBench VLLM = new ServingBench("vllm bench serve");
  static final ServingBench SGLANG = new ServingBench("sglang.bench_serving");

  /** Lengths that vary are taken to lie between 0.8 and 1 of the longest, as in simulations. */
  private static final double MEAN_SHARE = 0.9;

  private static final List<String> DEPLOYMENT =
      List.of("system", "precision", "tp", "pp", "dp", "moe_tp", "moe_ep", "engine_version", "id");

  @Override
  public boolean recognises(JsonNode document) {
    boolean served = document.has("mean_ttft_ms") && document.has("mean_tpot_ms");
    return served && document.has("random_input_len") == equals(SGLANG);
  }

  @Override
  public List<Map<String, String>> points(JsonNode run) {
    Cells cells = new Cells();
    DEPLOYMENT.forEach(column -> cells.put(column, run.path(column)));
    server(run.path("server_info"), cells);
    cells.put(BenchmarkFiles.SERVED_MODEL, run.path("model_id"));
    cells.put("concurrency", run.path("max_concurrency"));
    cells.put("requests", run.path("completed"));
    double longest = run.path("completed").asDouble() * (varies(run) ? MEAN_SHARE : 1);
    cells.rounded("isl", run.path("total_input_tokens").asDouble() / longest);
    cells.rounded("osl", run.path("total_output_tokens").asDouble() / longest);
    cells.put("lengths", varies(run) ? "uniform" : "fixed");
    cells.milliseconds("ttft_ms", run.path("mean_ttft_ms"));
    cells.milliseconds("tpot_ms", run.path("mean_tpot_ms"));
    return new ArrayList<>(List.of(cells.cells()));
  }

  private static void server(JsonNode server, Cells cells) {
    cells.put(BenchmarkFiles.SERVED_MODEL, server.path("model_path"));
    cells.put("tp", server.path("tp_size"));
    cells.put("pp", server.path("pp_size"));
    cells.put("moe_ep", server.path("ep_size"));
    cells.put("engine_version", server.path("version"));
  }

  /** Lengths vary if the run says so itself, or if the lengths of single requests do. */
  private static boolean varies(JsonNode run) {
    double ratio = run.path("random_range_ratio").asDouble(Double.NaN);
    if (!Double.isNaN(ratio)) {
      return ratio > 0 && ratio < 1;
    }
    int[] lengths = new int[run.path("input_lens").size()];
    Arrays.setAll(lengths, index -> run.path("input_lens").path(index).asInt());
    return Arrays.stream(lengths).max().orElse(0) > 1.05 * Arrays.stream(lengths).min().orElse(0);
  }
}
