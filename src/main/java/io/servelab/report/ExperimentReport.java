package io.servelab.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.ServeLabException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchResult;
import io.servelab.study.ExperimentRun;
import io.servelab.table.CandidateTables;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** Experiments beside one another: the recommended deployment of each, or why it has none. */
public final class ExperimentReport {

  private static final int WIDTH = 100;

  private static final TableBuilder<ExperimentRun> COLUMNS =
      TableBuilder.<ExperimentRun>named("experiments")
          .text("experiment", ExperimentRun::name)
          .text("mode", run -> best(run).map(each -> CandidateTables.mode(each).id()).orElse(null))
          .text("backend", run -> best(run).map(CandidateTables::engine).orElse(null))
          .text("deployment", run -> best(run).map(CandidateTables::describe).orElse(null))
          .number("gpus", run -> of(run, Candidate::gpus))
          .number("ttft_ms", run -> of(run, each -> each.latency().ttftMs()))
          .number("tpot_ms", run -> of(run, each -> each.latency().tpotMs()))
          .number(
              "cluster_tokens_s_gpu", run -> best(run).isEmpty() ? Double.NaN : run.throughput())
          .number("speed_tokens_s_user", run -> of(run, each -> each.rates().tokensPerSPerUser()))
          .text(
              "error",
              run -> run.failure().map(failure -> oneLine(failure.getMessage())).orElse(null));

  private final List<ExperimentRun> runs;

  /** The report of some experiments. */
  public ExperimentReport(List<ExperimentRun> runs) {
    this.runs = List.copyOf(runs);
  }

  private static Optional<Candidate> best(ExperimentRun run) {
    return run.result().flatMap(SearchResult::chosen).flatMap(branch -> branch.best());
  }

  private static double of(ExperimentRun run, ToDoubleFunction<Candidate> value) {
    return best(run).map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }

  /** One row for each experiment, in their order. */
  public Table table() {
    return COLUMNS.build(runs);
  }

  /**
   * The experiment with the highest throughput of the cluster, among those that meet their targets
   * if any does; the first of equals.
   */
  public Optional<ExperimentRun> best() {
    return runs.stream()
        .filter(run -> best(run).isPresent())
        .min(
            Comparator.comparing((ExperimentRun run) -> !meetsTargets(run))
                .thenComparingDouble(run -> -run.throughput()));
  }

  private static boolean meetsTargets(ExperimentRun run) {
    return run.result()
        .filter(result -> TextReport.of(result, run.rules()).meetsTargets())
        .isPresent();
  }

  /** Which experiment is best, in one sentence. */
  public String verdict() {
    return best()
        .map(
            run ->
                String.format(
                    Locale.ROOT,
                    "Best of %d: %s. %s",
                    runs.size(),
                    run.name(),
                    TextReport.of(run.result().orElseThrow(), run.rules()).verdict()))
        .orElse("No experiment found a deployment.");
  }

  /** The whole report on one screen. */
  public String text() {
    StringBuilder text = new StringBuilder(verdict()).append("\n\n");
    Table table = table();
    table.removeColumns("error");
    text.append(TableView.of(table).rows(runs.size()).note(provenance()).text(WIDTH)).append('\n');
    for (ExperimentRun run : runs) {
      run.failure()
          .map(ServeLabException::getMessage)
          .ifPresent(message -> line(text, run, message));
      run.experiment().notes().forEach(note -> line(text, run, note));
    }
    return text.toString();
  }

  private String provenance() {
    return runs.stream()
        .flatMap(
            run ->
                run
                    .result()
                    .map(result -> TextReport.of(result, run.rules()).provenance())
                    .stream())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static void line(StringBuilder text, ExperimentRun run, String said) {
    text.append(run.name()).append(": ").append(said).append('\n');
  }

  /** Every experiment with its rows, as one JSON object. */
  public String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("verdict", verdict());
    root.put("best", best().map(ExperimentRun::name).orElse(""));
    ObjectNode experiments = root.putObject("experiments");
    for (ExperimentRun run : runs) {
      ObjectNode node =
          run.result()
              .map(result -> JsonReport.node(result, run.rules()))
              .orElseGet(JsonNodeFactory.instance::objectNode);
      run.failure().ifPresent(failure -> node.put("error", failure.getMessage()));
      run.experiment().notes().forEach(node.withArray("notes")::add);
      experiments.set(run.name(), node);
    }
    return JsonReport.written(root);
  }
}
