package io.servelab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.bulk.SearchColumns;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;

/** A search as one JSON object, with the column names of the result files. */
public final class JsonReport {

  private static final ObjectMapper JSON = new ObjectMapper();

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
    root.put("chosen", result.chosen().map(branch -> branch.mode().id()).orElse(""));
    for (SearchBranch branch : result.branches()) {
      ObjectNode node = root.putObject(branch.mode().id());
      node.put("tokens_s_gpu", result.throughput(branch));
      branch.failure().ifPresent(failure -> node.put("error", failure.getMessage()));
      addRows(node.putArray("top"), result, branch.top());
      addRows(node.putArray("pareto"), result, branch.front().points());
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

  private static void addRows(ArrayNode rows, SearchResult result, Iterable<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      ObjectNode row =
          JSON.valueToTree(SearchColumns.cells(candidate, result.requestOf(candidate), true));
      result
          .prices()
          .perMillionTokens(candidate)
          .ifPresent(cost -> row.put("cost_per_million_tokens", cost));
      rows.add(row);
    }
  }
}
