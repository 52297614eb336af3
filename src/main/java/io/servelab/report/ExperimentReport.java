package io.servelab.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.ServeLabException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchResult;
import io.servelab.search.afd.AfdCandidate;
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
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/** Experiments beside one another: the recommended deployment of each, or why it has none. */
public final class ExperimentReport {

  private static final int WIDTH = 100;

  private static final TableBuilder<ExperimentRun> COLUMNS =
      TableBuilder.<ExperimentRun>named("experiments")
          .text("experiment", ExperimentRun::name)
          .text("mode", ExperimentReport::mode)
          .text("backend", ExperimentReport::engine)
          .text("deployment", ExperimentReport::describe)
          .number("gpus", run -> of(run, Candidate::gpus, AfdCandidate::gpus))
          .number(
              "ttft_ms", run -> of(run, each -> each.latency().ttftMs(), AfdCandidate::shownTtftMs))
          .number(
              "tpot_ms",
              run -> of(run, each -> each.latency().tpotMs(), each -> each.latency().tpotMs()))
          .number("cluster_tokens_s_gpu", run -> answered(run) ? run.throughput() : Double.NaN)
          .number(
              "speed_tokens_s_user",
              run ->
                  of(
                      run,
                      each -> each.rates().tokensPerSPerUser(),
                      each -> each.rates().tokensPerSPerUser()))
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

  private static boolean answered(ExperimentRun run) {
    return best(run).isPresent() || run.split().isPresent();
  }

  private static @Nullable String mode(ExperimentRun run) {
    return best(run)
        .map(each -> CandidateTables.mode(each).id())
        .or(() -> run.split().map(found -> "afd"))
        .orElse(null);
  }

  private static @Nullable String engine(ExperimentRun run) {
    return best(run)
        .map(CandidateTables::engine)
        .or(() -> run.split().map(found -> found.request().database().engine().toString()))
        .orElse(null);
  }

  private static @Nullable String describe(ExperimentRun run) {
    return best(run)
        .map(CandidateTables::describe)
        .or(() -> run.split().map(found -> found.best().describe()))
        .orElse(null);
  }

  private static double of(
      ExperimentRun run,
      ToDoubleFunction<Candidate> value,
      ToDoubleFunction<AfdCandidate> ofSplit) {
    return best(run)
        .map(value::applyAsDouble)
        .or(() -> run.split().map(found -> ofSplit.applyAsDouble(found.best())))
        .orElse(Double.NaN);
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
        .filter(ExperimentReport::answered)
        .min(
            Comparator.comparing((ExperimentRun run) -> !meetsTargets(run))
                .thenComparingDouble(run -> -run.throughput()));
  }

  private static boolean meetsTargets(ExperimentRun run) {
    return run.split().isPresent()
        || run.result()
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
                    run.result()
                        .map(result -> TextReport.of(result, run.rules()).verdict())
                        .orElseGet(() -> run.split().orElseThrow().verdict())))
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
              .or(() -> run.split().map(found -> new AfdReport(found).node()))
              .orElseGet(JsonNodeFactory.instance::objectNode);
      run.failure().ifPresent(failure -> node.put("error", failure.getMessage()));
      run.experiment().notes().forEach(node.withArray("notes")::add);
      experiments.set(run.name(), node);
    }
    return JsonReport.written(root);
  }
}
