package io.servelab.cli;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.report.ExperimentFolder;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.study.Experiment;
import io.servelab.study.ExperimentRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of deployment files for experiments: a folder with a folder for each. */
final class ExperimentFiles {

  @Option(
      names = "--artifacts",
      paramLabel = "FOLDER",
      description =
          "Write the files that start the deployment of each experiment into a folder of its own"
              + " in this one.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = {"--target", "--targets"},
      split = ",",
      paramLabel = "NAME",
      description =
          "Files for these targets only: local, nodes, dynamo, llm-d, kustomize, benchmark.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--artifact-set",
      paramLabel = "KEY=VALUE",
      description = "Set a value of the deployment files, as 'generate --set'; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Refuses targets, places and values that cannot be used, before anything is computed.
   *
   * @param saveDir where results are written, if they are
   */
  void check(List<Experiment> experiments, Optional<Path> saveDir, boolean overwrite) {
    ArtifactOptions.targets(targets);
    if (folder.isEmpty()) {
      if (!targets.isEmpty() || !settings.isEmpty()) {
        throw InvalidValueException.because(
            "Files are described but not asked for: give --artifacts FOLDER.");
      }
      return;
    }
    if (saveDir.map(ExperimentFiles::whole).equals(folder.map(ExperimentFiles::whole))) {
      throw InvalidValueException.of(
          "--artifacts", folder.get(), "--save-dir writes there; give another folder.");
    }
    for (String inside : names(experiments)) {
      ArtifactBundle.requirePlaces(
          folder.map(place -> place.resolve(inside)), Optional.empty(), overwrite);
    }
  }

  /** Writes the files of every experiment that found a deployment; names those that did not. */
  void write(List<ExperimentRun> runs, boolean overwrite) {
    if (folder.isEmpty()) {
      return;
    }
    List<String> names = names(runs.stream().map(ExperimentRun::experiment).toList());
    for (int index = 0; index < runs.size(); index++) {
      Path place = folder.get().resolve(names.get(index));
      ExperimentRun run = runs.get(index);
      run.result()
          .ifPresentOrElse(
              result -> write(run, result, place, overwrite),
              () -> System.err.println(run.name() + ": no deployment, so no files."));
    }
  }

  private void write(ExperimentRun run, SearchResult result, Path place, boolean overwrite) {
    Optional<Candidate> best = result.chosen().flatMap(SearchBranch::best);
    if (best.isEmpty()) {
      System.err.println(run.name() + ": no deployment, so no files.");
      return;
    }
    DeploymentPlan plan;
    try {
      plan = DeploymentPlan.of(result.requestOf(best.get()), best.get());
    } catch (ServeLabException without) {
      System.err.println(run.name() + ": " + without.getMessage());
      return;
    }
    plan = ArtifactOptions.changed(plan.withStudy(run.experiment().study()), settings);
    ArtifactBundle bundle = Artifacts.of(plan, ArtifactOptions.targets(targets));
    bundle.writeTo(place, overwrite);
    System.err.println(run.name() + ": " + place);
    GenerateCommand.warn(bundle);
  }

  private static List<String> names(List<Experiment> experiments) {
    return ExperimentFolder.names(experiments.stream().map(Experiment::name).toList());
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
