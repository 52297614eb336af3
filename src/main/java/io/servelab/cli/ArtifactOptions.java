package io.servelab.cli;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.target.Target;
import io.servelab.error.InvalidValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which deployment files are written, and where. */
final class ArtifactOptions {

  @Option(
      names = "--artifacts",
      paramLabel = "FOLDER",
      description = "Write the files that start the deployment into this folder.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--zip",
      paramLabel = "FILE",
      description = "Write the files that start the deployment into this zip.")
  private Optional<Path> zip = Optional.empty();

  @Option(
      names = {"--target", "--targets"},
      split = ",",
      paramLabel = "NAME",
      description =
          "Files for these targets only: local, nodes, dynamo, llm-d, kustomize, benchmark.")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--overwrite", description = "Replace what the folders and the zip hold.")
  private boolean overwrite;

  boolean isOverwrite() {
    return overwrite;
  }

  /** Refuses to write the files where something else is written. */
  void requireOther(Path place) {
    boolean same =
        folder
            .map(chosen -> chosen.toAbsolutePath().normalize())
            .filter(place.toAbsolutePath().normalize()::equals)
            .isPresent();
    if (same) {
      throw InvalidValueException.of(
          "--artifacts", place, "--save-dir writes there; give another folder.");
    }
  }

  /** Whether files were asked for. */
  boolean isAsked() {
    return folder.isPresent() || zip.isPresent();
  }

  /**
   * Refuses targets, places and values that cannot be used, before anything is computed.
   *
   * @param values values for the files
   */
  void check(Map<String, String> values) {
    targets(targets);
    ArtifactBundle.requirePlaces(folder, zip, overwrite);
    if (!isAsked() && !(targets.isEmpty() && values.isEmpty())) {
      throw InvalidValueException.because(
          "Files are described but not asked for: give --artifacts FOLDER or --zip FILE.");
    }
  }

  /**
   * Writes the files that were asked for.
   *
   * @param values values that win over every rule, by key
   */
  ArtifactBundle write(DeploymentPlan plan, Map<String, String> values) {
    ArtifactBundle bundle = Artifacts.of(changed(plan, values), targets(targets));
    folder.ifPresent(place -> bundle.writeTo(place, overwrite));
    zip.ifPresent(place -> bundle.writeZip(place, overwrite));
    return bundle;
  }

  /** A plan with values that win over every rule, by key. */
  static DeploymentPlan changed(DeploymentPlan plan, Map<String, String> values) {
    DeploymentPlan changed = plan;
    for (Map.Entry<String, String> value : values.entrySet()) {
      changed = changed.with(value.getKey(), typed(value.getKey(), value.getValue()));
    }
    return changed;
  }

  /**
   * Flags of an engine file have types and pods have sections; all else is the text as it was
   * written, so that a version 1.10 stays one.
   */
  private static Object typed(String key, String text) {
    boolean section = text.startsWith("[") || text.startsWith("{");
    boolean flag = key.startsWith("flag.") || key.contains(".flag.");
    return section || (flag && !text.contains("\n")) ? YamlScalar.parse(text) : text;
  }

  /** Targets of these names; all if there are none. */
  static Set<Target> targets(List<String> names) {
    if (names.isEmpty()) {
      return EnumSet.allOf(Target.class);
    }
    Set<Target> chosen = EnumSet.noneOf(Target.class);
    names.stream().map(String::strip).map(Target::of).forEach(chosen::add);
    return chosen;
  }
}
