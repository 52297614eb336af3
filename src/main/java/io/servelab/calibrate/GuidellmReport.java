package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GuideLLM's report: benchmarks of one sweep, each with metrics of the requests that succeeded. Its
 * {@code time_per_output_token} counts the first token as well, so the inter-token latency is read.
 */
final class GuidellmReport implements BenchmarkFormat {

  @Override
  public String client() {
    return "GuideLLM";
  }

  @Override
  public boolean recognises(JsonNode document) {
    return document.path("benchmarks").path(0).path("metrics").has("time_to_first_token_ms");
  }

  @Override
  public List<Map<String, String>> points(JsonNode report) {
    List<Map<String, String>> points = new ArrayList<>();
    for (JsonNode benchmark : report.path("benchmarks")) {
      Cells cells = new Cells();
      cells.put(BenchmarkFiles.SERVED_MODEL, report.path("args").path("model"));
      cells.put(
          BenchmarkFiles.SERVED_MODEL, report.path("args").path("backend_kwargs").path("model"));
      cells.put(
          BenchmarkFiles.SERVED_MODEL, benchmark.path("config").path("backend").path("model"));
      cells.put(BenchmarkFiles.SERVED_MODEL, benchmark.path("worker").path("backend_model"));
      // Releases before 0.4 call the section args.
      for (String section : List.of("config", "args")) {
        JsonNode strategy = benchmark.path(section).path("strategy");
        cells.put("concurrency", strategy.path("streams"));
        if (strategy.path("type_").asText().equals("synchronous")) {
          cells.put("concurrency", "1");
        }
      }
      cells.put("requests", benchmark.path("metrics").path("request_totals").path("successful"));
      cells.rounded("isl", mean(benchmark, "prompt_token_count"));
      cells.rounded("osl", mean(benchmark, "output_token_count"));
      cells.put("lengths", "fixed");
      cells.number("ttft_ms", mean(benchmark, "time_to_first_token_ms"));
      cells.number("tpot_ms", mean(benchmark, "inter_token_latency_ms"));
      points.add(cells.cells());
    }
    return points;
  }

  private static double mean(JsonNode benchmark, String metric) {
    return benchmark.path("metrics").path(metric).path("successful").path("mean").asDouble();
  }
}
