package io.servelab;

import io.servelab.error.UnknownNameException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.report.ExperimentFolder;
import io.servelab.report.ExperimentReport;
import io.servelab.search.SearchResult;
import io.servelab.study.ExperimentRun;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** The experiments of a file, searched. */
public final class Trials implements Displayable {

  private final Session session;
  private final Path file;
  private final List<ExperimentRun> runs;

  Trials(Session session, Path file, List<ExperimentRun> runs) {
    this.session = session;
    this.file = file;
    this.runs = List.copyOf(runs);
  }

  /** The recommended deployment of each experiment, or why it has none. */
  public Table table() {
    return report().table();
  }

  /** Names of the experiments in their order. */
  public List<String> names() {
    return runs.stream().map(ExperimentRun::name).toList();
  }

  /**
   * What the search of an experiment found.
   *
   * @throws UnknownNameException if there is no such experiment; names the nearest ones
   * @throws io.servelab.error.ServeLabException why it could not be searched
   */
  public Result result(String name) {
    ExperimentRun run =
        runs.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> UnknownNameException.of("experiment", name, names()));
    SearchResult found = run.result().orElseThrow(() -> run.failure().orElseThrow());
    return new Result(new Study(session, run.experiment().study()), found);
  }

  /** The fronts of all experiments in one figure. */
  public PlotFigure plot() {
    Map<String, SearchResult> found = new LinkedHashMap<>();
    runs.forEach(run -> run.result().ifPresent(result -> found.put(run.name(), result)));
    return SearchPlots.overlay(found);
  }

  /** Which experiment is best, in one sentence. */
  public String verdict() {
    return report().verdict();
  }

  /**
   * Writes the file of experiments, their comparison, and a folder for each into a new folder.
   *
   * @throws io.servelab.error.InvalidValueException if the folder holds something already
   */
  public Path save(Path folder) {
    new ExperimentFolder(file, runs).writeTo(folder, false);
    return folder;
  }

  private ExperimentReport report() {
    return new ExperimentReport(runs);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.TRIALS;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(runs.size()).caption(verdict()).mimeBundle();
  }

  @Override
  public String toString() {
    return verdict();
  }
}
