package io.servelab.bulk;

import io.servelab.perf.RuleSet;
import io.servelab.search.Candidate;
import io.servelab.search.EngineComparison;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what became of one request into text: its rows, then its lines. */
final class SearchAnswer {

  private final Request request;
  private final SearchText text;
  private final double seconds;

  /**
   * Answers a request.
   *
   * @param seconds time that the whole search took
   */
  SearchAnswer(Request request, SearchText text, double seconds) {
    this.request = request;
    this.text = text;
    this.seconds = seconds;
  }

  /**
   * A search of one engine.
   *
   * @param named whether experiments carry its name
   */
  void single(SearchResult result, boolean named) {
    for (SearchBranch branch : result.branches()) {
      String experiment = experiment(result, branch, named);
      rows(experiment, "all", result.request(), branch, branch.candidates());
      chosenRows(experiment, result.request(), branch);
    }
    for (SearchBranch branch : result.branches()) {
      Map<String, Object> line = line(result, branch, named);
      if (branch.failure().isEmpty()) {
        summarise(line, branch, result);
      }
      text.line(line);
    }
  }

  /** Searches of several engines: their tables apart, their fronts and recommendations merged. */
  void compared(EngineComparison comparison) {
    SearchResult merged = comparison.asResult();
    for (SearchResult result : comparison.results()) {
      for (SearchBranch branch : result.branches()) {
        String experiment = experiment(result, branch, true);
        rows(experiment, "all", result.request(), branch, branch.candidates());
      }
    }
    for (SearchBranch branch : comparison.merged()) {
      chosenRows(branch.mode().id(), merged.request(), branch);
    }
    for (SearchResult result : comparison.results()) {
      for (SearchBranch branch : result.branches()) {
        text.line(line(result, branch, true));
      }
    }
    for (SearchBranch branch : comparison.merged()) {
      Map<String, Object> line = line(branch.mode().id(), branch);
      line.put("backend", "auto");
      summarise(line, branch, merged);
      text.line(line);
    }
  }

  /** A request that cannot be searched. */
  void refused(SearchRefusal refusal, List<ServingMode> modes) {
    if (!refusal.everywhere()) {
      refused(refusal.code(), refusal.getMessage());
      return;
    }
    for (ServingMode mode : modes) {
      Map<String, Object> line = asked();
      line.put("experiment", mode.id());
      line.put("serving_mode", mode.id());
      line.put("rows", 0);
      error(line, refusal.code(), refusal.getMessage());
      text.line(line);
    }
  }

  /** A request that cannot be read. */
  void refused(String code, String message) {
    Map<String, Object> line = asked();
    error(line, code, message);
    text.line(line);
  }

  private Map<String, Object> asked() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", request.id());
    line.put("request", request.fields());
    return line;
  }

  private Map<String, Object> line(SearchResult result, SearchBranch branch, boolean named) {
    Map<String, Object> line = line(experiment(result, branch, named), branch);
    line.put("backend", result.request().database().engine().id());
    line.put("rows", branch.candidates().size());
    line.put("seconds", branch.seconds());
    boolean silent =
        result.request().database().rules() == RuleSet.REFERENCE
            && branch.mode() == ServingMode.DISAGGREGATED;
    branch
        .failure()
        .filter(failure -> !(silent && branch.missedTargets()))
        .ifPresent(failure -> error(line, failure.code(), failure.getMessage()));
    return line;
  }

  private Map<String, Object> line(String experiment, SearchBranch branch) {
    Map<String, Object> line = asked();
    line.put("experiment", experiment);
    line.put("serving_mode", branch.mode().id());
    line.put("search_seconds", seconds);
    return line;
  }

  private static void error(Map<String, Object> line, String code, String message) {
    line.put("error", code);
    line.put("message", OperatorQueries.oneLine(message));
  }

  @SuppressWarnings("ReferenceEquality") // two branches may hold equal rows; one is chosen
  private static void summarise(
      Map<String, Object> line, SearchBranch branch, SearchResult result) {
    line.put("pareto_rows", branch.front().points().size());
    line.put("top_rows", branch.top().size());
    line.put("best_tokens_s_gpu", result.throughput(branch));
    line.put("chosen", chosen(result).filter(chosen -> chosen == branch).isPresent());
  }

  /** The first of the best, even where none meets the targets. */
  private static Optional<SearchBranch> chosen(SearchResult result) {
    return result.branches().stream()
        .filter(branch -> branch.failure().isEmpty())
        .min(Comparator.comparingDouble(branch -> -result.throughput(branch)));
  }

  private static String experiment(SearchResult result, SearchBranch branch, boolean named) {
    String mode = branch.mode().id();
    return named ? mode + "_" + result.request().database().engine().id() : mode;
  }

  private void chosenRows(String experiment, SearchRequest search, SearchBranch branch) {
    rows(experiment, "pareto", search, branch, branch.front().points());
    rows(experiment, "top", search, branch, branch.top());
  }

  private void rows(
      String experiment,
      String kind,
      SearchRequest search,
      SearchBranch branch,
      List<Candidate> candidates) {
    int rank = 0;
    for (Candidate candidate : candidates) {
      Map<String, Object> row = SearchColumns.cells(candidate, search, !kind.equals("all"));
      row.put("id", request.id());
      row.put("experiment", experiment);
      row.put("kind", kind);
      row.put("rank", rank++);
      text.row(branch.mode(), row);
    }
  }
}
