package io.servelab;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.CandidatePlots;
import io.servelab.plot.OperationPlots;
import io.servelab.plot.PassPlots;
import io.servelab.plot.PlotFigure;
import io.servelab.report.TextReport;
import io.servelab.search.AskedOperation;
import io.servelab.search.BoundedOperation;
import io.servelab.search.Candidate;
import io.servelab.search.ExplainedPass;
import io.servelab.search.SearchResult;
import io.servelab.search.Sla;
import io.servelab.serving.ServingSetup;
import io.servelab.table.CandidateTables;
import io.servelab.table.PassTables;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/** A deployment that a search evaluated. */
public final class Deployment implements Displayable {

  private final Study study;
  private final SearchResult result;
  private final Candidate candidate;

  Deployment(Study study, SearchResult result, Candidate candidate) {
    this.study = study;
    this.result = result;
    this.candidate = candidate;
  }

  /** The deployment as a table of one row. */
  public Table table() {
    return CandidateTables.of(List.of(candidate), result).setName("deployment");
  }

  /** Output tokens per second and GPU of the cluster, idle GPUs included. */
  public double tokensPerSPerGpu() {
    return candidate.clusterTokensPerSPerGpu(result.request().totalGpus());
  }

  /** Time to first token, milliseconds. */
  public double ttftMs() {
    return candidate.latency().ttftMs();
  }

  /** Time per output token after the first, milliseconds. */
  public double tpotMs() {
    return candidate.latency().tpotMs();
  }

  /**
   * The files that start it, checked, every flag with its reason.
   *
   * @throws io.servelab.error.InvalidValueException if the engine cannot be started that way
   */
  public DeploymentFiles files() {
    return DeploymentFiles.of(
        DeploymentPlan.of(result.requestOf(candidate), candidate).withStudy(study.configuration()));
  }

  /**
   * One replica under the load of the search, request by request: as many clients as it serves at
   * once. Other loads follow from there.
   *
   * @throws InvalidValueException if it cannot be simulated: under the rule set {@code reference},
   *     or with images
   */
  public Serving serve() {
    ServingSetup setup =
        result
            .forecasts()
            .setup(candidate)
            .orElseThrow(
                () ->
                    InvalidValueException.because(
                        "This deployment cannot be simulated.\n"
                            + "Simulation needs rules(\"servelab\") and requests without images."));
    return Serving.of(
        this,
        setup,
        result.request().request(),
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, candidate.concurrency())));
  }

  /** Where the milliseconds of its passes go, and where each number comes from. */
  public TableView explain() {
    return TableView.of(breakdown())
        .caption("where the milliseconds of " + this + " go")
        .bars("share_pct")
        .rows(60)
        .note(provenance());
  }

  /** The operations of its passes one by one, with the edits of the study and what they do. */
  public Layers layers() {
    return new Layers(study, candidate);
  }

  /** The operations of its passes, as a Tablesaw table. */
  public Table breakdown() {
    return PassTables.times(passes());
  }

  /** Where the gigabytes of a GPU go. */
  public TableView memory() {
    return TableView.of(PassTables.memory(passes()))
        .caption("device memory of a rank of " + this)
        .bars("share_pct");
  }

  /** The operations of its passes as stacked bars. */
  public PlotFigure plot() {
    return PassPlots.bars(toString(), passes(), provenance());
  }

  /**
   * The operations of one pass, the longest first, each from where the earlier ones end.
   *
   * @param pass {@code prefill}, {@code decode} or {@code mixed}
   * @throws io.servelab.error.UnknownNameException if the deployment has no such pass
   */
  public PlotFigure plotWaterfall(String pass) {
    return PassPlots.waterfall(toString(), passes(), pass, provenance());
  }

  /** What fills the memory of a GPU, as stacked bars. */
  public PlotFigure plotMemory() {
    double capacityBytes =
        candidate.pools().get(0).worker().plan().system().gpu().memoryCapacityBytes();
    return PassPlots.memory(toString(), passes(), capacityBytes, provenance());
  }

  /** How near its operations come to what the hardware allows. */
  public PlotFigure plotRoofline() {
    return PassPlots.roofline(
        toString(), BoundedOperation.of(result.request(), candidate), provenance());
  }

  /** What its layout delivers while it serves more and more requests at once. */
  public PlotFigure plotLoad() {
    return CandidatePlots.load(result, candidate, provenance());
  }

  /**
   * One operation: what was measured of it, what is read between and beyond, and what its pass
   * asks.
   *
   * @param operation its name as {@link #explain} shows it, such as {@code generation_attention}
   * @throws io.servelab.error.UnknownNameException if there is none; names the nearest ones
   */
  public PlotFigure plotOperation(String operation) {
    AskedOperation asked = AskedOperation.of(result.request(), candidate, operation);
    return OperationPlots.curve(
        operation + " of " + this,
        asked.measure(),
        asked.curve(),
        asked.size(),
        asked.timeMs(),
        provenance());
  }

  /** The pure candidate. */
  public Candidate rows() {
    return candidate;
  }

  String provenance() {
    return TextReport.of(result, study.ruleSet()).provenance();
  }

  private List<ExplainedPass> passes() {
    return ExplainedPass.of(result.requestOf(candidate), candidate);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.DEPLOYMENT;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).mimeBundle();
  }

  @Override
  public String toString() {
    return CandidateTables.mode(candidate).id() + " " + CandidateTables.describe(candidate);
  }

  /** The targets of the search. */
  Sla sla() {
    return result.request().sla();
  }
}
