package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Aggregated results of InferenceX, formerly InferenceMAX: hardware, layout and load beside
 * latencies in seconds, with the numbers at the top or under {@code metrics}. Its requests have
 * lengths from 0.8 of the nominal one upwards, ten for each client.
 */
final class InferencexResult implements BenchmarkFormat {

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "h100",
          "h100_sxm",
          "h200",
          "h200_sxm",
          "b200",
          "b200_sxm",
          "b300",
          "b300_sxm",
          "gb200",
          "gb200",
          "gb300",
          "gb300");

  @Override
  public String client() {
    return "InferenceX";
  }

  @Override
  public boolean recognises(JsonNode document) {
    return document.has("hw") && document.has("conc") && numbers(document).has("mean_ttft");
  }

  private static JsonNode numbers(JsonNode result) {
    return result.has("metrics") ? result.path("metrics") : result;
  }

  @Override
  public List<Map<String, String>> points(JsonNode result) {
    JsonNode numbers = numbers(result);
    Cells cells = new Cells();
    cells.put("model", result.path("model"));
    cells.put("system", system(result.path("hw").asText()));
    cells.put("backend", engine(result.path("framework").asText()));
    cells.put("precision", result.path("precision"));
    cells.put("isl", result.path("isl")).put("osl", result.path("osl"));
    cells.put("concurrency", result.path("conc"));
    boolean ranks = result.path("dp_attention").asBoolean();
    cells.put(ranks ? "dp" : "tp", result.path("tp"));
    cells.put("moe_ep", result.path("ep"));
    experts(result, cells);
    cells.put("lengths", "uniform");
    cells.seconds("ttft_ms", numbers.path("mean_ttft"));
    cells.seconds("tpot_ms", numbers.path("mean_tpot"));
    return List.of(cells.cells());
  }

  /** Ranks that do not split the set of experts split the experts. */
  private static void experts(JsonNode result, Cells cells) {
    int ranks = result.path("tp").asInt();
    int ep = Math.max(1, result.path("ep").asInt(1));
    if (ranks > 0 && ranks % ep == 0) {
      cells.put("moe_tp", Integer.toString(ranks / ep));
    }
  }

  private static String system(String hardware) {
    String chip = hardware.toLowerCase(Locale.ROOT).split("[-_]", -1)[0];
    return SYSTEMS.getOrDefault(chip, hardware);
  }

  private static String engine(String framework) {
    String name = framework.toLowerCase(Locale.ROOT);
    if (name.contains("trt")) {
      return "trtllm";
    }
    return name.contains("sglang") ? "sglang" : name;
  }
}
