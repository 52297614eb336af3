package io.servelab.cli;

import io.servelab.bulk.SearchQueries;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.report.AfdReport;
import io.servelab.report.JsonReport;
import io.servelab.report.ResultFolder;
import io.servelab.report.SizingReport;
import io.servelab.report.TextReport;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.choice.Change;
import io.servelab.search.plan.Sizing;
import io.servelab.study.StudyConfig;
import io.servelab.study.StudySearch;
import io.servelab.table.CandidateTables;
import io.servelab.table.PlanTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches deployments: of one study, or of a file of them. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Search the deployments of a model on a cluster.",
    footer = {
      "",
      "Examples:",
      "  servelab search --model Qwen/Qwen3-32B --system h200_sxm --gpus 8 --ttft 1000 --tpot 40",
      "  servelab search --model Qwen/Qwen3-32B --system h200_sxm --gpus 8 --backend auto",
      "  servelab search --model Qwen/Qwen3-32B --system h200_sxm --gpus 8 --price h200_sxm=3.2 \\",
      "      --objective cost_per_million_tokens --require 'request_latency_ms<=20000'",
      "  servelab search --model deepseek-ai/DeepSeek-V3 --system h200_sxm --gpus 32 \\",
      "      --backend sglang --serving-mode afd --tpot 100",
      "  servelab search --study out --set decode.max_batch_size=256 --save-dir more",
      "  servelab search --requests searches.jsonl --out answers"
    })
final class SearchCommand implements Callable<Integer> {

  private static final int NO_ANSWER = 1;

  @Mixin private StudyOptions question = new StudyOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--advise",
      description = "If nothing fits, search the smallest change that makes something fit.")
  private boolean advise;

  @Option(
      names = "--save-dir",
      paramLabel = "FOLDER",
      description = "Write tables, study, front and report into this folder.")
  private Optional<Path> saveDir = Optional.empty();

  @Mixin private SearchedFiles files = new SearchedFiles();

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Run many searches: requests as .jsonl or .csv, each also .gz.")
  private Optional<String> requests = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder for the answers to --requests.")
  private Optional<Path> out = Optional.empty();

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    if (requests.isPresent() || out.isPresent()) {
      return answerFile();
    }
    files.check();
    load.check();
    StudyConfig config = question.study("A search", "model", "system", "gpus");
    saveDir.ifPresent(files::requireOther);
    saveDir.ifPresent(folder -> ResultFolder.requireFree(folder, files.isOverwrite()));
    Databases databases = new Databases(data.home());
    if (StudySearch.asksForAfd(config)) {
      return splitLayers(config, new StudySearch(databases, new Models()));
    }
    try (ProgressLine progress = ProgressLine.open()) {
      StudySearch search = new StudySearch(databases, new Models(), progress);
      SearchResult result = search.run(config);
      progress.clear();
      write(result, config);
      print(result);
      if (!TextReport.of(result, rules(result)).meetsTargets()) {
        helpOut(result, search, config);
      }
      return result.chosen().isPresent() ? 0 : NO_ANSWER;
    }
  }

  /** Nodes for attention and feed-forward layers have a table of their own and nothing else. */
  private int splitLayers(StudyConfig config, StudySearch search) {
    if (saveDir.isPresent() || files.isAsked() || load.load().isPresent() || advise) {
      throw InvalidValueException.because(
          "Serving mode afd answers with a table only: no --save-dir, --artifacts, --advise or"
              + " load. There are no deployment files for it.");
    }
    AfdReport report = new AfdReport(search.afd(config));
    output.print(report::text, report::verdict, report::json, report::table);
    return 0;
  }

  private int answerFile() {
    if (requests.isEmpty() || out.isEmpty()) {
      throw InvalidValueException.because("--requests and --out go together.");
    }
    Databases databases = new Databases(data.home());
    new SearchQueries(databases, new Models(), question.rules()).run(requests.get(), out.get());
    return 0;
  }

  private void write(SearchResult result, StudyConfig config) {
    saveDir.ifPresent(
        folder ->
            new ResultFolder(result, config.toYaml(), rules(result))
                .writeTo(folder, files.isOverwrite()));
    if (files.isAsked()) {
      writeArtifacts(result, config);
    }
  }

  private static String rules(SearchResult result) {
    return result.request().database().rules().id();
  }

  private void writeArtifacts(SearchResult result, StudyConfig config) {
    if (load.load().isPresent()) {
      Sizing sizing = sizing(result).best().orElseThrow(SearchCommand::nothingToWrite);
      files.write(result, sizing, config);
      return;
    }
    Candidate best =
        result.chosen().flatMap(SearchBranch::best).orElseThrow(SearchCommand::nothingToWrite);
    files.write(result, best, config);
  }

  private static InfeasibleException nothingToWrite() {
    return new InfeasibleException(
        InfeasibleException.Reason.TARGETS,
        "No deployment meets the targets, so there is none to write files for.");
  }

  private SizingReport sizing(SearchResult result) {
    OptionalInt cap =
        load.cap().isPresent() ? load.cap() : OptionalInt.of(result.request().totalGpus());
    return SizingReport.of(result, load.load().orElseThrow(), cap);
  }

  private void print(SearchResult result) {
    if (load.load().isPresent()) {
      SizingReport report = sizing(result);
      output.print(report::text, report::verdict, report::json, report::table);
      return;
    }
    TextReport report = TextReport.of(result, rules(result));
    output.print(
        report::text,
        report::verdict,
        () -> JsonReport.of(result, rules(result)),
        () -> CandidateTables.top(result));
  }

  /** No other setting adds measurements. */
  private static boolean unmeasured(SearchBranch branch) {
    return branch
        .failure()
        .filter(
            failure ->
                !(failure instanceof InfeasibleException infeasible)
                    || infeasible.reason() == InfeasibleException.Reason.NOT_MEASURED)
        .isPresent();
  }

  private void helpOut(SearchResult result, StudySearch search, StudyConfig config) {
    if (result.chosen().isEmpty() && output.isTable()) {
      result.branches().stream()
          .flatMap(branch -> branch.failure().stream())
          .map(ServeLabException::getMessage)
          .findFirst()
          .ifPresent(System.err::println);
    }
    if (advise) {
      List<Change> changes = search.changes(config);
      System.err.println(
          changes.isEmpty()
              ? "No change of a single setting helps, by a factor of up to 64."
              : TableView.of(PlanTables.changes(changes)).text());
    } else if (output.isText() && result.branches().stream().noneMatch(SearchCommand::unmeasured)) {
      System.err.println("Add --advise to find the smallest change after which something fits.");
    }
  }
}
