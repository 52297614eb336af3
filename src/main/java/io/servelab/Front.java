package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.report.TextReport;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.table.CandidateTables;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** The deployments that no other one of their kind beats in both speed and throughput. */
public final class Front implements Displayable {

  private final Study study;
  private final SearchResult result;

  Front(Study study, SearchResult result) {
    this.study = study;
    this.result = result;
  }

  /** The fronts of both kinds of deployment, as a Tablesaw table; simulated where they can be. */
  public Table table() {
    List<Candidate> candidates = new ArrayList<>();
    for (SearchBranch branch : result.branches()) {
      candidates.addAll(branch.front().points());
    }
    return CandidateTables.simulated(candidates, result).setName("Pareto front");
  }

  /** The fronts as a figure, with targets and the recommended deployment. */
  public PlotFigure plot() {
    return SearchPlots.front(result, TextReport.of(result, study.ruleSet()).provenance());
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.FRONT;
  }

  @Override
  public MimeBundle mimeBundle() {
    return plot().mimeBundle();
  }

  @Override
  public String toString() {
    return table().rowCount() + " deployments on the front";
  }
}
