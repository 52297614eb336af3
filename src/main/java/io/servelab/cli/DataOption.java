package io.servelab.cli;

import io.servelab.hardware.DataHome;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the data folder. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Folder with measured tables (default: SERVELAB_DATA, else perf-data of the project).")
  private Optional<Path> folder = Optional.empty();

  DataHome home() {
    return DataHome.locate(folder);
  }
}
