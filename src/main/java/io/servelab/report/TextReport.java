package io.servelab.report;

import io.servelab.engine.RequestShape;
import io.servelab.layers.LayerEdit;
import io.servelab.plot.PlotAxis;
import io.servelab.plot.PlotPoint;
import io.servelab.plot.TextPlot;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchNotes;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.Sla;
import io.servelab.table.CandidateTables;
import io.servelab.table.ForecastTables;
import io.servelab.table.TableView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** A search on one screen of text. */
public final class TextReport {

  private static final int WIDTH = 100;
  private static final int PLOT_WIDTH = 80;
  private static final int PLOT_LINES = 14;

  private static final String BACKEND = "backend";

  private static final List<String> PRICED =
      List.of(
          "mode",
          "deployment",
          "gpus",
          "replicas",
          "concurrency",
          "ttft_ms",
          "tpot_ms",
          "cluster_tokens_s_gpu",
          "speed_tokens_s_user");

  /** What is said of simulated ones; on narrow screens the last columns are left out. */
  private static final List<String> SIMULATED =
      List.of(
          "mode",
          "deployment",
          "gpus",
          "ttft_ms",
          "tpot_ms",
          "cluster_tokens_s_gpu",
          ForecastTables.TTFT,
          ForecastTables.TPOT,
          "concurrency",
          "replicas");

  private final SearchResult result;
  private final String rules;

  private TextReport(SearchResult result, String rules) {
    this.result = result;
    this.rules = rules;
  }

  /**
   * The report of a search.
   *
   * @param rules name of the rule set that answered
   */
  public static TextReport of(SearchResult result, String rules) {
    return new TextReport(result, rules);
  }

  /** What was asked, in one line. */
  public String question() {
    return questionOn(result.request().totalGpus() + " x ");
  }

  /** The same where the number of GPUs is what was asked for. */
  String questionOnAnyNumber() {
    return questionOn("");
  }

  private String questionOn(String number) {
    SearchRequest request = result.request();
    RequestShape shape = request.request();
    String decode =
        request.decodeDatabase().system().equals(request.database().system())
            ? ""
            : " (decode on " + request.decodeDatabase().system() + ")";
    return request.model().id()
        + " on "
        + number
        + request.database().system()
        + decode
        + ", "
        + engines()
        + "; isl "
        + shape.isl()
        + ", osl "
        + shape.osl()
        + (shape.prefix() > 0 ? ", prefix " + shape.prefix() : "")
        + "; "
        + targets(request.sla())
        + edits(request.options().choices().edits());
  }

  private static String edits(List<LayerEdit> edits) {
    return edits.isEmpty()
        ? ""
        : "; edited layers: " + String.join(", ", edits.stream().map(LayerEdit::describe).toList());
  }

  private String engines() {
    return result.searches().stream()
        .map(search -> search.database().engine() + " " + search.database().version())
        .collect(Collectors.joining(", "));
  }

  private static String targets(Sla sla) {
    return sla.requestMs().isPresent()
        ? "request ≤ " + number(sla.requestMs().getAsDouble()) + " ms"
        : "TTFT ≤ " + number(sla.ttftMs()) + " ms, TPOT ≤ " + number(sla.tpotMs()) + " ms";
  }

  /** What was found, in one sentence. */
  public String verdict() {
    return new Verdict(result).text();
  }

  /** Whether there is a recommended deployment, and it meets the latency targets. */
  public boolean meetsTargets() {
    return new Verdict(result).meetsTargets();
  }

  /** The recommended deployments, with what is simulated of them. */
  public TableView table() {
    Table top = CandidateTables.top(result);
    boolean simulated = top.columnNames().contains(ForecastTables.TTFT);
    TableView view =
        TableView.of(top.selectColumns(shown(top, simulated ? SIMULATED : PRICED)))
            .rows(8)
            .caption("recommended deployments")
            .note(provenance());
    return simulated ? view.note(ForecastTables.LEGEND) : view;
  }

  /** What a reader has to know: what stands in for measurements, what the model cannot do. */
  public List<String> notes() {
    return SearchNotes.of(result);
  }

  /** The engine and the cost, where they are there, in place of what can be told from the rest. */
  private static String[] shown(Table top, List<String> usual) {
    List<String> columns = new ArrayList<>(usual);
    int cost = usual.indexOf("cluster_tokens_s_gpu") + 1;
    top.columnNames().stream()
        .filter(name -> name.equals(BACKEND) || name.startsWith("cost_"))
        .sorted(Comparator.reverseOrder())
        .forEach(name -> columns.add(name.equals(BACKEND) ? 1 : cost, name));
    if (columns.size() > usual.size()) {
      columns.removeAll(List.of("replicas", "concurrency"));
    }
    return columns.toArray(String[]::new);
  }

  /** Which data and rules answered. */
  public String provenance() {
    String databases =
        result.searches().stream()
            .map(search -> search.database().toString())
            .collect(Collectors.joining(", "));
    return "perf-data "
        + databases
        + ", data mode "
        + result.request().database().mode()
        + ", rules "
        + rules;
  }

  /** The whole report. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(question()).append('\n').append(verdict()).append('\n');
    notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    if (result.chosen().isPresent()) {
      text.append('\n').append(table().text(WIDTH)).append("\n\n").append(plot());
    }
    return text.toString();
  }

  private String plot() {
    boolean wholeRequests = result.request().sla().requestMs().isPresent();
    TextPlot plot =
        TextPlot.of(
            "Pareto front",
            wholeRequests
                ? PlotAxis.of("Request latency", "ms")
                : PlotAxis.of("Speed of one user", "tokens/s/user"),
            PlotAxis.of("Throughput of the cluster", "tokens/s/GPU"));
    for (SearchBranch branch : result.branches()) {
      if (!branch.front().points().isEmpty()) {
        plot.series(
            branch.mode().id(),
            branch.front().points().stream()
                .map(candidate -> point(candidate, wholeRequests))
                .toList());
      }
    }
    result
        .chosen()
        .flatMap(SearchBranch::best)
        .ifPresent(best -> plot.best(point(best, wholeRequests), "best"));
    return plot.draw(PLOT_WIDTH, PLOT_LINES);
  }

  private PlotPoint point(Candidate candidate, boolean wholeRequests) {
    return PlotPoint.of(
        wholeRequests ? candidate.latency().requestMs() : candidate.rates().tokensPerSPerUser(),
        candidate.clusterTokensPerSPerGpu(result.request().totalGpus()));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
