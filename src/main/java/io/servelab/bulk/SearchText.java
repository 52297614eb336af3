package io.servelab.bulk;

import io.servelab.search.ServingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one request adds to the files of a {@link SearchFolder}. Formatting so many numbers takes as
 * long as a search, so each request does it for itself, beside the others.
 */
final class SearchText {

  /** Columns of the lines, one for each experiment. */
  static final List<String> LINE =
      List.of(
          "id",
          "request",
          "experiment",
          "serving_mode",
          "backend",
          "rows",
          "pareto_rows",
          "top_rows",
          "best_tokens_s_gpu",
          "chosen",
          "seconds",
          "search_seconds",
          "error",
          "message");

  private static final List<String> BEFORE_ROW = List.of("id", "experiment", "kind", "rank");
  private static final List<String> AGGREGATED = row(SearchColumns.aggregated());
  private static final List<String> DISAGGREGATED = row(SearchColumns.disaggregated());

  private final StringBuilder lines = new StringBuilder();
  private final Map<ServingMode, StringBuilder> rows = new EnumMap<>(ServingMode.class);

  SearchText() {
    Arrays.stream(ServingMode.values()).forEach(mode -> rows.put(mode, new StringBuilder()));
  }

  private static List<String> row(List<String> columns) {
    List<String> all = new ArrayList<>(BEFORE_ROW);
    all.addAll(columns);
    return List.copyOf(all);
  }

  /** Columns of the rows of a kind of deployment. */
  static List<String> columns(ServingMode mode) {
    return mode == ServingMode.AGGREGATED ? AGGREGATED : DISAGGREGATED;
  }

  void line(Map<String, Object> cells) {
    AnswerFile.append(lines, LINE, cells);
  }

  void row(ServingMode mode, Map<String, Object> cells) {
    AnswerFile.append(rows.get(mode), columns(mode), cells);
  }

  /** Lines so far, with their ends. */
  CharSequence lines() {
    return lines;
  }

  /** Rows so far of a kind of deployment, with their line ends. */
  CharSequence rows(ServingMode mode) {
    return rows.get(mode);
  }
}
