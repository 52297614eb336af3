package io.servelab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.bulk.SearchColumns;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.WithinTargets;
import io.servelab.serving.Forecast;
import io.servelab.serving.Reach;

/** A search as one JSON object, with the column names of the result files. */
public final class JsonReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Zero where tables hold none. */
  private static final String POWER = "power_w";

  private JsonReport() {}

  /**
   * The report of a search.
   *
   * @param rules name of the rule set that answered
   */
  public static String of(SearchResult result, String rules) {
    return written(node(result, rules));
  }

  static ObjectNode node(SearchResult result, String rules) {
    TextReport text = TextReport.of(result, rules);
    ObjectNode root = JSON.createObjectNode();
    root.put("question", text.question());
    root.put("verdict", text.verdict());
    root.put("rules", rules);
    root.put("data", result.request().database().toString());
    ArrayNode notes = root.putArray("notes");
    text.notes().forEach(notes::add);
    root.put("meets_targets", text.meetsTargets());
    root.put("chosen", result.chosen().map(branch -> branch.mode().id()).orElse(""));
    for (SearchBranch branch : result.branches()) {
      ObjectNode node = root.putObject(branch.mode().id());
      node.put("tokens_s_gpu", result.throughput(branch));
      branch.failure().ifPresent(failure -> node.put("error", failure.getMessage()));
      ArrayNode top = node.putArray("top");
      for (Candidate candidate : branch.top()) {
        ObjectNode row = row(result, candidate);
        result
            .forecasts()
            .of(candidate)
            .ifPresent(forecast -> row.set("simulated", simulated(result, candidate, forecast)));
        top.add(row);
      }
      branch
          .best()
          .flatMap(best -> WithinTargets.of(result, best))
          .ifPresent(delivered -> node.set("simulated_within_targets", within(delivered)));
      ArrayNode front = node.putArray("pareto");
      branch.front().points().forEach(candidate -> front.add(row(result, candidate)));
    }
    return root;
  }

  static String written(ObjectNode root) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode row(SearchResult result, Candidate candidate) {
    ObjectNode row =
        JSON.valueToTree(SearchColumns.cells(candidate, result.requestOf(candidate), true));
    if (row.path(POWER).asDouble() == 0) {
      row.putNull(POWER);
    }
    row.put("meets_targets", result.request().sla().metBy(candidate));
    result
        .prices()
        .perMillionTokens(candidate)
        .ifPresent(cost -> row.put("cost_per_million_tokens", cost));
    return row;
  }

  private static ObjectNode simulated(SearchResult result, Candidate candidate, Forecast forecast) {
    ObjectNode node = JSON.createObjectNode();
    node.set("ttft_ms", banded(forecast.ttftMs(), forecast.band().ttft()));
    node.set("tpot_ms", banded(forecast.tpotMs(), forecast.band().tpot()));
    node.put("steady_ttft_ms", forecast.steady().latency().ttft().mean());
    node.put("cluster_tokens_s_gpu", result.simulatedTokensPerSPerGpu(candidate, forecast));
    return node;
  }

  private static ObjectNode within(WithinTargets delivered) {
    ObjectNode node = JSON.createObjectNode();
    node.put("clients", delivered.clients());
    node.put("cluster_tokens_s_gpu", delivered.tokensPerSPerGpu());
    node.put("cluster_tokens_s_gpu_low", delivered.low());
    node.put("cluster_tokens_s_gpu_high", delivered.high());
    return node;
  }

  private static ObjectNode banded(double mean, Reach reach) {
    ObjectNode node = JSON.createObjectNode();
    node.put("mean", mean);
    node.put("low", reach.low(mean));
    node.put("high", reach.high(mean));
    return node;
  }
}
