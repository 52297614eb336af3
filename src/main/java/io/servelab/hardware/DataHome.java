package io.servelab.hardware;

import io.servelab.error.InvalidValueException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder that holds system descriptions and measured tables.
 *
 * @param folder the folder, laid out as its own README says
 */
public record DataHome(Path folder) {

  private static final String MARK = "versions.yaml";

  /**
   * Requires a data folder.
   *
   * @throws InvalidValueException if the folder lacks the files of a data folder
   */
  public DataHome {
    if (!Files.isRegularFile(folder.resolve(MARK))) {
      throw InvalidValueException.of(
          "data folder", folder, "it holds no " + MARK + ".\nGive the perf-data folder itself.");
    }
  }

  /**
   * Finds the data folder: the given one, else the environment variable {@code SERVELAB_DATA}, else
   * {@code perf-data} beside the working directory, one of its parents, the folder that the system
   * property {@code servelab.home} names, or the program.
   *
   * @throws InvalidValueException if there is none
   */
  public static DataHome locate(Optional<Path> given) {
    if (given.isPresent()) {
      return new DataHome(given.get());
    }
    String fromEnvironment = System.getenv("SERVELAB_DATA");
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return new DataHome(Path.of(fromEnvironment));
    }
    return candidates().stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(MARK)))
        .findFirst()
        .map(DataHome::new)
        .orElseThrow(
            () ->
                InvalidValueException.because(
                    "No perf-data folder found beside the working directory or the program.\n"
                        + "Set SERVELAB_DATA or give --data."));
  }

  /** The measured serving points that ship with the data. */
  public Path truth() {
    return folder.resolve("truth").resolve("points.csv.gz");
  }

  private static List<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    addUpwards(candidates, Path.of("").toAbsolutePath());
    String home = System.getProperty("servelab.home", "");
    if (!home.isBlank()) {
      candidates.add(Path.of(home, "perf-data"));
    }
    try {
      Path program =
          Path.of(DataHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      addUpwards(candidates, program);
    } catch (URISyntaxException unusual) {
      return candidates;
    }
    return candidates;
  }

  private static void addUpwards(List<Path> candidates, Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      candidates.add(folder.resolve("perf-data"));
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
