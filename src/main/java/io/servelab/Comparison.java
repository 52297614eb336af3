package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.search.SearchResult;
import io.servelab.table.ComparisonTables;
import io.servelab.table.TableView;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Two results side by side: what the change of the study did to the answer. */
public final class Comparison implements Displayable {

  private final Result after;
  private final Result before;

  Comparison(Result after, Result before) {
    this.after = after;
    this.before = before;
  }

  /** The recommended deployments of both, with the difference of every number. */
  public Table table() {
    return ComparisonTables.of(before.rows(), after.rows());
  }

  /** What differs between the two studies. */
  public ConfigDiff changes() {
    return new ConfigDiff(
        new ConfigDiff.Side("before", before.study().configuration()),
        new ConfigDiff.Side("after", after.study().configuration()));
  }

  /** Both fronts in one figure. */
  public PlotFigure plot() {
    Map<String, SearchResult> results = new LinkedHashMap<>();
    results.put("before", before.rows());
    results.put("after", after.rows());
    return SearchPlots.overlay(results);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.COMPARISON;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).mimeBundle();
  }

  @Override
  public String toString() {
    return before.verdict() + " -> " + after.verdict();
  }
}
