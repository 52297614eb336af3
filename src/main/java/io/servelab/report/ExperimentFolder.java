package io.servelab.report;

import io.servelab.study.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes experiments as a folder that can be run again: the file they came from, their comparison,
 * and a folder for each that was searched.
 */
public final class ExperimentFolder {

  /** Name of the file of experiments in the folder. */
  public static final String FILE = "experiments.yaml";

  private final Path source;
  private final List<ExperimentRun> runs;

  /**
   * Prepares a folder.
   *
   * @param source the file of experiments
   */
  public ExperimentFolder(Path source, List<ExperimentRun> runs) {
    this.source = source;
    this.runs = List.copyOf(runs);
  }

  /**
   * Writes the folder.
   *
   * @param overwrite whether an earlier result may be replaced
   * @throws io.servelab.error.InvalidValueException if it holds something else, or cannot be
   *     written
   */
  public void writeTo(Path folder, boolean overwrite) {
    new NewFolder(folder, Set.of()).write(overwrite, this::fill);
  }

  /** Refuses a folder that {@link #writeTo} would refuse, before anything is searched. */
  public static void requireFree(Path folder, boolean overwrite) {
    new NewFolder(folder, Set.of()).requireFree(overwrite);
  }

  private void fill(Path folder) throws IOException {
    ExperimentReport report = new ExperimentReport(runs);
    Files.copy(source, folder.resolve(FILE));
    Files.writeString(folder.resolve("report.txt"), report.text());
    report.table().write().csv(folder.resolve("comparison.csv").toFile());
    List<String> names = names(runs.stream().map(ExperimentRun::name).toList());
    for (int index = 0; index < runs.size(); index++) {
      ExperimentRun run = runs.get(index);
      if (run.result().isPresent()) {
        Path inside = Files.createDirectory(folder.resolve(names.get(index)));
        new ResultFolder(run.result().get(), run.experiment().study().toYaml(), run.rules())
            .fill(inside);
      }
    }
  }

  /** Names of the folders of some experiments, plain everywhere and each another one. */
  public static List<String> names(List<String> experiments) {
    Set<String> used = new LinkedHashSet<>();
    for (String name : experiments) {
      String plain = "experiment-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
      String free = plain;
      for (int copy = 2; !used.add(free); copy++) {
        free = plain + "-" + copy;
      }
    }
    return List.copyOf(used);
  }
}
