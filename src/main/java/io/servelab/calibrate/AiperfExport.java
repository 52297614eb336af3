package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** AIPerf's {@code profile_export_aiperf.json}: one metric an object of statistics with a unit. */
final class AiperfExport implements BenchmarkFormat {

  @Override
  public String client() {
    return "AIPerf";
  }

  @Override
  public boolean recognises(JsonNode document) {
    return document.path("time_to_first_token").has("avg")
        && document.path("inter_token_latency").has("avg");
  }

  @Override
  public List<Map<String, String>> points(JsonNode export) {
    JsonNode asked = export.path("input_config");
    Cells cells = new Cells();
    cells.put(BenchmarkFiles.SERVED_MODEL, asked.path("endpoint").path("model_names").path(0));
    cells.put("concurrency", asked.path("loadgen").path("concurrency"));
    cells.rounded("requests", mean(export, "request_count"));
    cells.rounded("isl", mean(export, "input_sequence_length"));
    cells.rounded("osl", mean(export, "output_sequence_length"));
    cells.put("lengths", "fixed");
    cells.number("ttft_ms", milliseconds(export, "time_to_first_token"));
    cells.number("tpot_ms", milliseconds(export, "inter_token_latency"));
    return List.of(cells.cells());
  }

  private static double mean(JsonNode export, String metric) {
    return export.path(metric).path("avg").asDouble();
  }

  private static double milliseconds(JsonNode export, String metric) {
    double factor =
        switch (export.path(metric).path("unit").asText()) {
          case "sec", "s", "seconds" -> 1000;
          case "us" -> 0.001;
          case "ns" -> 1e-6;
          default -> 1;
        };
    return factor * mean(export, metric);
  }
}
