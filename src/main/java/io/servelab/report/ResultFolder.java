package io.servelab.report;

import io.servelab.bulk.SearchFiles;
import io.servelab.error.InvalidValueException;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a result as a folder that can be read anywhere and run again.
 *
 * <p>Everything is written beside the target first and moved into place at the end, so that a
 * failure leaves nothing half-written.
 */
public final class ResultFolder {

  private static final Set<String> BRANCHES =
      Arrays.stream(ServingMode.values()).map(ServingMode::id).collect(Collectors.toSet());

  private final SearchResult result;
  private final String studyYaml;
  private final String rules;

  /**
   * Prepares a folder.
   *
   * @param studyYaml the resolved study
   * @param rules name of the rule set that answered
   */
  public ResultFolder(SearchResult result, String studyYaml, String rules) {
    this.result = result;
    this.studyYaml = studyYaml;
    this.rules = rules;
  }

  /**
   * Writes the folder.
   *
   * @param overwrite whether an earlier result that is there may be replaced; a folder that holds
   *     anything else never is
   * @throws InvalidValueException if the folder holds something and may not be replaced, or cannot
   *     be written
   */
  public void writeTo(Path folder, boolean overwrite) {
    new NewFolder(folder, BRANCHES).write(overwrite, this::fill);
  }

  /**
   * Refuses a folder that {@link #writeTo} would refuse, before anything is searched.
   *
   * @throws InvalidValueException why it cannot be written
   */
  public static void requireFree(Path folder, boolean overwrite) {
    new NewFolder(folder, BRANCHES).requireFree(overwrite);
  }

  void fill(Path folder) throws IOException {
    for (SearchBranch branch : result.branches()) {
      Path files = Files.createDirectories(folder.resolve(branch.mode().id()));
      SearchFiles.write(result, branch, files);
    }
    TextReport report = TextReport.of(result, rules);
    Files.writeString(folder.resolve("study.yaml"), studyYaml);
    Files.writeString(folder.resolve("report.txt"), report.text());
    PlotFigure front = SearchPlots.front(result, report.provenance());
    front.write(folder.resolve("pareto.html"));
    front.write(folder.resolve("pareto.svg"));
  }
}
