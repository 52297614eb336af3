package io.servelab.cli;

import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.report.ExperimentFolder;
import io.servelab.report.ExperimentReport;
import io.servelab.study.ExperimentRun;
import io.servelab.study.Experiments;
import io.servelab.study.StudySearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the experiments of a file and compares them. */
@Command(
    name = "exp",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Search the experiments of a YAML file and compare them; one that fails stops no other.",
      "Exit code 1 only if none of them found a deployment."
    },
    footer = {
      "",
      "Examples:",
      "  servelab exp experiments.yaml",
      "  servelab exp experiments.yaml --save-dir out --artifacts deploy",
      "  servelab exp out --rules servelab --json"
    })
final class ExpCommand implements Callable<Integer> {

  private static final int NO_ANSWER = 1;

  @Parameters(
      paramLabel = "FILE",
      description = "File of experiments, or the folder of an earlier run (docs/studies.md).")
  private Path file = Path.of("");

  @Option(
      names = "--save-dir",
      paramLabel = "FOLDER",
      description = "Write the comparison and the result of each experiment into this folder.")
  private Optional<Path> saveDir = Optional.empty();

  @Option(names = "--overwrite", description = "Replace what the folders hold.")
  private boolean overwrite;

  @Mixin private ExperimentFiles files = new ExperimentFiles();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    Path source = Files.isDirectory(file) ? file.resolve(ExperimentFolder.FILE) : file;
    Experiments read = Experiments.read(source);
    Experiments asked = rules.given().map(given -> read.with("rules", given.id())).orElse(read);
    saveDir.ifPresent(folder -> ExperimentFolder.requireFree(folder, overwrite));
    files.check(asked.experiments(), saveDir, overwrite);
    List<ExperimentRun> runs;
    try (ProgressLine progress = ProgressLine.open()) {
      progress.begin(source.toString());
      StudySearch search = new StudySearch(new Databases(data.home()), new Models(), progress);
      runs = asked.run(search, run -> progress.begin("after " + run.name()));
    }
    saveDir.ifPresent(folder -> new ExperimentFolder(source, runs).writeTo(folder, overwrite));
    files.write(runs, overwrite);
    ExperimentReport report = new ExperimentReport(runs);
    output.print(report::text, report::verdict, report::json, report::table);
    return report.best().isPresent() ? 0 : NO_ANSWER;
  }
}
