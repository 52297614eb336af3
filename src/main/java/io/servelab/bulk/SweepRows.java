package io.servelab.bulk;

import io.servelab.error.ServeLabException;
import io.servelab.search.Candidate;
import io.servelab.search.CandidateText;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sweep tells of a study: the recommended deployment of each kind, or why there is none. */
final class SweepRows {

  static final String POINT = "point";
  private static final List<String> ANSWERS =
      List.of(
          "mode",
          "chosen",
          "engine",
          "deployment",
          "replica_gpus",
          "replicas",
          "replica_concurrency",
          "ttft_ms",
          "tpot_ms",
          "request_ms",
          "cluster_tokens_s_gpu",
          "speed_tokens_s_user",
          "cost_per_million_tokens",
          "error");

  private final String name;
  private final Map<String, Object> values;

  /**
   * Rows of one study.
   *
   * @param name what the first column calls it
   * @param values its values on the axes
   */
  SweepRows(String name, Map<String, Object> values) {
    this.name = name;
    this.values = values;
  }

  /** Columns of a sweep. */
  static List<String> columns(Set<String> axes) {
    List<String> columns = new ArrayList<>(List.of(POINT));
    columns.addAll(axes);
    columns.addAll(ANSWERS);
    return columns;
  }

  /** Whether a column holds numbers. */
  static boolean isNumber(String column) {
    return ANSWERS.indexOf(column) >= ANSWERS.indexOf("replica_gpus") && !column.equals("error");
  }

  List<Map<String, Object>> of(SearchResult result) {
    return result.branches().stream().map(branch -> row(result, branch)).toList();
  }

  List<Map<String, Object>> of(ServeLabException failure) {
    Map<String, Object> row = start();
    row.put("error", OperatorQueries.oneLine(failure.getMessage()));
    return List.of(row);
  }

  private Map<String, Object> start() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(POINT, name);
    values.forEach((axis, value) -> row.put(axis, String.valueOf(value)));
    return row;
  }

  private Map<String, Object> row(SearchResult result, SearchBranch branch) {
    Map<String, Object> row = start();
    row.put("mode", branch.mode().id());
    row.put(
        "chosen",
        branch.best().isPresent()
            && result.chosen().filter(chosen -> chosen.mode() == branch.mode()).isPresent());
    branch.best().ifPresent(best -> deployment(row, result, best));
    branch.failure().ifPresent(why -> row.put("error", OperatorQueries.oneLine(why.getMessage())));
    return row;
  }

  private static void deployment(Map<String, Object> row, SearchResult result, Candidate best) {
    int gpus = result.request().totalGpus();
    row.put("engine", CandidateText.engine(best));
    row.put("deployment", CandidateText.describe(best));
    row.put("replica_gpus", best.gpus());
    row.put("replicas", best.replicas(gpus));
    row.put("replica_concurrency", best.concurrency());
    row.put("ttft_ms", best.latency().ttftMs());
    row.put("tpot_ms", best.latency().tpotMs());
    row.put("request_ms", best.latency().requestMs());
    row.put("cluster_tokens_s_gpu", best.clusterTokensPerSPerGpu(gpus));
    row.put("speed_tokens_s_user", best.rates().tokensPerSPerUser());
    result
        .prices()
        .perMillionTokens(best)
        .ifPresent(cost -> row.put("cost_per_million_tokens", cost));
  }
}
