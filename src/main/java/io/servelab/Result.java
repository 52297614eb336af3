package io.servelab;

import io.servelab.error.InfeasibleException;
import io.servelab.error.ServeLabException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.Escape;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.CandidatePlots;
import io.servelab.plot.PlotFigure;
import io.servelab.report.ResultFolder;
import io.servelab.report.SizingReport;
import io.servelab.report.TextReport;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.choice.Choice;
import io.servelab.search.choice.NearMiss;
import io.servelab.search.choice.Picks;
import io.servelab.search.plan.Load;
import io.servelab.search.score.Objective;
import io.servelab.search.score.Scoring;
import io.servelab.table.CandidateTables;
import io.servelab.table.ForecastTables;
import io.servelab.table.PlanTables;
import io.servelab.table.ScoreTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** What a search found. */
public final class Result implements Displayable {

  private final Study study;
  private final SearchResult result;

  Result(Study study, SearchResult result) {
    this.study = study;
    this.result = result;
  }

  /** The study that was searched. */
  public Study study() {
    return study;
  }

  /** Every deployment that was kept, as a Tablesaw table. */
  public Table table() {
    return CandidateTables.all(result);
  }

  /**
   * The recommended deployments and both fronts, simulated, as a Tablesaw table; empty under the
   * rule set {@code reference}.
   */
  public Table simulated() {
    return ForecastTables.of(result.finalists(), result);
  }

  /** Every deployment that was kept, simulated; takes some milliseconds for each. */
  public Table simulatedAll() {
    return ForecastTables.of(
        result.branches().stream().flatMap(branch -> branch.candidates().stream()).toList(),
        result);
  }

  /** The deployments that no other one beats in both speed and throughput. */
  public Front front() {
    return new Front(study, result);
  }

  /**
   * The best throughput that meets the targets for each pair of choices, such as {@code
   * plotHeatmap("agg.tp", "agg.batch")}.
   *
   * @param across choice from left to right: a role ({@code agg}, {@code prefill}, {@code decode})
   *     and what of its worker: {@code tp}, {@code pp}, {@code dp}, {@code moe_tp}, {@code moe_ep},
   *     {@code cp}, {@code gpus}, {@code batch}, {@code workers}
   * @param up choice from bottom to top, of the same kind of deployment
   * @throws io.servelab.error.UnknownNameException if there is no such choice
   */
  public PlotFigure plotHeatmap(String across, String up) {
    return CandidatePlots.heatmap(result, across, up, report().provenance());
  }

  /**
   * The deployments that no other one beats in all of some metrics: {@code
   * front("tokens_per_s_per_user", "tokens_per_s_per_gpu", "replica_gpus")}.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such metric
   */
  public MetricFront front(String... metrics) {
    return MetricFront.of(study, result, metrics);
  }

  /**
   * The recommended deployment.
   *
   * @throws ServeLabException why there is none
   */
  public Deployment best() {
    SearchBranch chosen = result.chosen().orElseThrow(this::nothing);
    return new Deployment(study, result, chosen.best().orElseThrow());
  }

  /**
   * The recommended deployment of one kind.
   *
   * @param mode {@code agg} or {@code disagg}
   * @throws ServeLabException why there is none, or if there is no such kind
   */
  public Deployment best(String mode) {
    SearchBranch branch = result.branch(ServingMode.of(mode)).orElseThrow(this::nothing);
    Candidate best = branch.best().orElseThrow(() -> branch.failure().orElseGet(this::nothing));
    return new Deployment(study, result, best);
  }

  /** The recommended deployments of both kinds, best first. */
  public List<Deployment> top() {
    List<Candidate> candidates = new ArrayList<>();
    result.branches().forEach(branch -> candidates.addAll(branch.top()));
    int gpus = result.request().totalGpus();
    return candidates.stream()
        .sorted(
            java.util.Comparator.comparingDouble(
                candidate -> -candidate.clusterTokensPerSPerGpu(gpus)))
        .map(candidate -> new Deployment(study, result, candidate))
        .toList();
  }

  private ServeLabException nothing() {
    return nothing(result);
  }

  /** Why a search has no recommended deployment. */
  static ServeLabException nothing(SearchResult result) {
    return result.branches().stream()
        .flatMap(branch -> branch.failure().stream())
        .findFirst()
        .orElseGet(
            () ->
                new InfeasibleException(
                    InfeasibleException.Reason.TARGETS, "No deployment was found."));
  }

  /** Deployments that break no hard constraint, by score; every score explains itself. */
  public Scores scores() {
    return new Scores(study, result, study.scoring(result.request()));
  }

  /**
   * Deployments that break no hard constraint, by an objective of one's own.
   *
   * @param name what the objective is called
   * @param value value of a deployment, not negative; higher is better
   */
  public Scores scores(String name, ToDoubleFunction<Deployment> value) {
    Scoring scoring =
        study
            .scoring(result.request())
            .maximising(
                Objective.custom(
                    name, each -> value.applyAsDouble(new Deployment(study, result, each))));
    return new Scores(study, result, scoring);
  }

  /** The best deployment for each purpose: throughput, latency, fewest GPUs, lowest cost. */
  public TableView picks() {
    Scoring scoring = study.scoring(result.request());
    Picks picks = Picks.of(Choice.of(result, scoring));
    return TableView.of(ScoreTables.picks(picks, scoring.yardstick()));
  }

  /** What comes nearest to each hard constraint while it meets all others. */
  public TableView misses() {
    List<Candidate> all = new ArrayList<>();
    result.branches().forEach(branch -> all.addAll(branch.candidates()));
    return TableView.of(PlanTables.misses(NearMiss.of(all, study.scoring(result.request()))));
  }

  /**
   * The fewest GPUs of the cluster that serve a load, or the share of it that all of them serve.
   *
   * @param load {@code requestsPerSecond(20)} or {@code concurrentRequests(500)}
   */
  public TableView sizes(Load load) {
    return sizes(result, load, OptionalInt.of(result.request().totalGpus()));
  }

  static TableView sizes(SearchResult result, Load load, OptionalInt cap) {
    SizingReport report = SizingReport.of(result, load, cap);
    return TableView.of(report.table()).caption(report.verdict());
  }

  /** This result beside an earlier one: what the change of the study did. */
  public Comparison compareTo(Result earlier) {
    return new Comparison(this, Objects.requireNonNull(earlier));
  }

  /** What was found, in one sentence. */
  public String verdict() {
    return report().verdict();
  }

  /** The whole result on one screen of text. */
  public String text() {
    return report().text();
  }

  /**
   * Writes the result as a folder: tables as CSV, the study as YAML, the front as HTML and SVG, the
   * report as text.
   *
   * @throws io.servelab.error.InvalidValueException if the folder holds something already
   */
  public Path save(Path folder) {
    return save(folder, false);
  }

  /** Writes the result as a folder, in place of what is there if {@code overwrite}. */
  public Path save(Path folder, boolean overwrite) {
    new ResultFolder(result, study.yaml(), study.ruleSet()).writeTo(folder, overwrite);
    return folder;
  }

  /** The pure result. */
  public SearchResult rows() {
    return result;
  }

  /** The question, and what stands in for measurements. */
  private static List<String> asked(TextReport report) {
    List<String> lines = new ArrayList<>(report.notes());
    lines.add(0, report.question());
    return lines;
  }

  private TextReport report() {
    return TextReport.of(result, study.ruleSet());
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.RESULT;
  }

  @Override
  public MimeBundle mimeBundle() {
    TextReport report = report();
    TableView table = report.table();
    String html =
        "<div><p style=\"margin:0 0 4px 0\"><b>"
            + Escape.html(report.verdict())
            + "</b><br><small>"
            + Escape.html(String.join("; ", asked(report)))
            + "</small></p>"
            + table.html()
            + "</div>";
    return MimeBundle.ofText(
            String.join("\n", asked(report)) + "\n" + report.verdict() + "\n\n" + table.text())
        .withHtml(html)
        .withMarkdown("**" + Escape.markdown(report.verdict()) + "**\n\n" + table.markdown());
  }

  @Override
  public String toString() {
    return verdict();
  }
}
