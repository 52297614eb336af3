package io.servelab.report;

import io.servelab.study.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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
    Set<String> used = new HashSet<>();
    for (ExperimentRun run : runs) {
      if (run.result().isPresent()) {
        Path inside = Files.createDirectory(folder.resolve(fileName(run.name(), used)));
        new ResultFolder(run.result().get(), run.experiment().study().toYaml(), run.rules())
            .fill(inside);
      }
    }
  }

  /** A name that is a plain folder everywhere and not used yet. */
  private static String fileName(String name, Set<String> used) {
    String plain = "experiment-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
    String free = plain;
    for (int copy = 2; !used.add(free); copy++) {
      free = plain + "-" + copy;
    }
    return free;
  }
}
