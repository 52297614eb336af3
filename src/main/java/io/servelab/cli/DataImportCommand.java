package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Imports measured tables with the project's Python script.
 *
 * <p>The script needs libraries that read Parquet, so it runs in a private virtual environment that
 * is made on first use.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Import the measured tables of systems from the published package.",
      "Needs Python 3.9 or later; uses the network unless --from names the package."
    },
    footer = {"", "Example:", "  servelab data import l40s gb300"})
final class DataImportCommand implements Callable<Integer> {

  private static final String SCRIPT = "src/main/python/import_tables.py";

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "SYSTEM", description = "Systems to import.")
  private List<String> systems = new ArrayList<>();

  @Option(names = "--all", description = "Import every system.")
  private boolean all;

  @Option(
      names = "--from",
      paramLabel = "WHEEL_OR_FOLDER",
      description = "The package: a wheel, its unpacked folder, or where it is installed.")
  private Optional<Path> from = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (all != systems.isEmpty()) {
      throw InvalidValueException.because("Name the systems to import, or give --all.");
    }
    systems.forEach(system -> GpuSystems.find(data.home(), system));
    Path script = script();
    List<String> command = new ArrayList<>(List.of(python(script).toString(), script.toString()));
    command.addAll(List.of("--data", data.home().folder().toAbsolutePath().toString()));
    from.ifPresent(source -> command.addAll(List.of("--from", source.toString())));
    command.addAll(all ? List.of("--all") : systems);
    return run(command);
  }

  private static Path script() {
    Path home = Path.of(System.getProperty("servelab.home", "")).toAbsolutePath();
    for (Path folder = home; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(SCRIPT))) {
        return folder.resolve(SCRIPT);
      }
    }
    throw InvalidValueException.because(
        "The import script " + SCRIPT + " is not here; run this command from a source checkout.");
  }

  private static Path python(Path script) throws InterruptedException {
    Path environment = Path.of(System.getProperty("user.home"), ".cache", "servelab", "python");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path python = environment.resolve(windows ? "Scripts/python.exe" : "bin/python");
    Path ready = environment.resolve(".ready");
    if (!Files.exists(ready)) {
      System.err.println("Preparing a private Python environment (once) ...");
      requireSuccess(List.of(windows ? "py" : "python3", "-m", "venv", environment.toString()));
      requireSuccess(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "-r",
              script.resolveSibling("requirements.txt").toString()));
      try {
        Files.createFile(ready);
      } catch (IOException unwritable) {
        throw InvalidValueException.of("cache folder", environment, unwritable.getMessage());
      }
    }
    return python;
  }

  private static void requireSuccess(List<String> command) throws InterruptedException {
    if (run(command) != 0) {
      throw InvalidValueException.because(
          "Could not prepare Python: '"
              + String.join(" ", command)
              + "' failed.\nInstall Python 3.9 or later with venv, and check the network.");
    }
  }

  private static int run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException absent) {
      throw InvalidValueException.because(
          "Cannot run " + command.get(0) + ": " + absent.getMessage() + ".\nInstall Python 3.");
    }
  }
}
