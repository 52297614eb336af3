package io.servelab.bulk;

import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.nio.file.Path;
import java.util.List;

/** Writes what a search found as CSV files. */
public final class SearchFiles {

  private SearchFiles() {}

  /**
   * Writes {@code all.csv}, {@code pareto.csv} and {@code top.csv} of one kind of deployment.
   *
   * @param folder an existing folder
   */
  public static void write(SearchResult result, SearchBranch branch, Path folder) {
    write(result, branch, branch.candidates(), folder.resolve("all.csv"), false);
    write(result, branch, branch.front().points(), folder.resolve("pareto.csv"), true);
    write(result, branch, branch.top(), folder.resolve("top.csv"), true);
  }

  private static void write(
      SearchResult result,
      SearchBranch branch,
      List<Candidate> candidates,
      Path file,
      boolean onCluster) {
    List<String> columns =
        branch.mode() == ServingMode.AGGREGATED
            ? SearchColumns.aggregated()
            : SearchColumns.disaggregated();
    AnswerFile.write(
        file.toString(),
        columns,
        candidates,
        candidate -> SearchColumns.cells(candidate, result.request(), onCluster));
  }
}
