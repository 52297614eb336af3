package io.servelab.cli;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.bulk.SearchQueries;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.report.JsonReport;
import io.servelab.report.ResultFolder;
import io.servelab.report.TextReport;
import io.servelab.search.Candidate;
import io.servelab.search.SearchResult;
import io.servelab.study.StudyConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
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
      "  servelab search --study study.yaml --set decode.max_batch_size=256 --save-dir out",
      "  servelab search --requests searches.jsonl --out answers"
    })
final class SearchCommand implements Callable<Integer> {

  private static final int NO_ANSWER = 1;

  @ArgGroup(exclusive = false, heading = "%nThe question:%n")
  private QuestionOptions question = new QuestionOptions();

  @Option(
      names = "--study",
      paramLabel = "FILE",
      description = "Start from a study in YAML; other options change it.")
  private Optional<Path> study = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set any key of the configuration; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--save-dir",
      paramLabel = "FOLDER",
      description = "Write tables, study, front and report into this folder.")
  private Optional<Path> saveDir = Optional.empty();

  @Mixin private ArtifactOptions files = new ArtifactOptions();

  @Option(
      names = "--artifact-set",
      paramLabel = "KEY=VALUE",
      description = "Set a value of the deployment files, as 'generate --set'; may be repeated.")
  private Map<String, String> fileSettings = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Print the verdict only.")
  private boolean quiet;

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
  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    DataHome home = data.home();
    Databases databases = new Databases(home);
    if (requests.isPresent() || out.isPresent()) {
      if (requests.isEmpty() || out.isEmpty()) {
        throw InvalidValueException.because("--requests and --out go together.");
      }
      new SearchQueries(databases, new Models(), rules.rules()).run(requests.get(), out.get());
      return 0;
    }
    files.check(fileSettings);
    StudyConfig config = config();
    SearchResult result = config.resolve().search(databases, new Models());
    String ruleSet = result.request().database().rules().id();
    saveDir.ifPresent(
        folder ->
            new ResultFolder(result, config.toYaml(), ruleSet)
                .writeTo(folder, files.isOverwrite()));
    if (files.isAsked()) {
      writeArtifacts(result, config);
    }
    print(result, ruleSet);
    return result.chosen().isPresent() ? 0 : NO_ANSWER;
  }

  private StudyConfig config() {
    StudyConfig config = study.map(StudyConfig::fromYaml).orElseGet(StudyConfig::standard);
    Map<String, Object> values = question.values();
    rules.given().ifPresent(given -> values.put("rules", given.id()));
    settings.forEach((key, value) -> values.put(key, YamlScalar.parse(value)));
    requireQuestion(values);
    return config.with(values);
  }

  private void writeArtifacts(SearchResult result, StudyConfig config) {
    Candidate best =
        result
            .chosen()
            .flatMap(branch -> branch.top().stream().findFirst())
            .orElseThrow(
                () ->
                    new InfeasibleException(
                        InfeasibleException.Reason.TARGETS,
                        "No deployment meets the targets, so there is none to write files for."));
    DeploymentPlan plan = DeploymentPlan.of(result.request(), best).withStudy(config);
    GenerateCommand.warn(files.write(plan, fileSettings));
  }

  private void requireQuestion(Map<String, Object> values) {
    List<String> missing =
        Stream.of("model", "system", "gpus")
            .filter(key -> !values.containsKey(key))
            .map(key -> "--" + key)
            .toList();
    if (study.isEmpty() && !missing.isEmpty()) {
      throw InvalidValueException.because(
          "A search needs --model, --system and --gpus; missing: "
              + String.join(", ", missing)
              + ".\n"
              + "See 'servelab search --help' for an example; 'servelab data list' lists systems.");
    }
  }

  private void print(SearchResult result, String ruleSet) {
    TextReport report = TextReport.of(result, ruleSet);
    if (json) {
      System.out.println(JsonReport.of(result, ruleSet));
    } else if (quiet) {
      System.out.println(report.verdict());
    } else {
      System.out.print(report.text());
    }
    if (result.chosen().isEmpty()) {
      throw result.branches().stream()
          .flatMap(branch -> branch.failure().stream())
          .findFirst()
          .orElseGet(
              () ->
                  new InfeasibleException(
                      InfeasibleException.Reason.TARGETS, "No deployment was found."));
    }
  }
}
