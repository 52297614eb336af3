package io.servelab.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/**
 * What the environment asks of the kernel. Every setting has IJava's name and JJava's name; where
 * both are set IJava's wins, so that a set-up written for either kernel works here.
 *
 * @param classPath jars and folders that cells may use; globs are allowed
 * @param compilerOptions options for the compiler behind JShell, such as {@code -Xlint:all}
 * @param startupScript Java to run before the first cell; blank for none
 * @param startupFiles files to run before the first cell, in order; globs are allowed
 * @param timeLimit longest time a cell may run; zero for no limit
 * @param extensions whether extension services on the class path are installed
 * @param problems settings that could not be read, in words for the person
 */
record KernelSettings(
    List<String> classPath,
    List<String> compilerOptions,
    String startupScript,
    List<String> startupFiles,
    Duration timeLimit,
    boolean extensions,
    List<String> problems) {

  KernelSettings {
    classPath = List.copyOf(classPath);
    compilerOptions = List.copyOf(compilerOptions);
    startupFiles = List.copyOf(startupFiles);
    problems = List.copyOf(problems);
  }

  /** Reads the settings; one that makes no sense is left out and named in the problems. */
  static KernelSettings from(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Duration timeLimit = Duration.ZERO;
    String timeout = value(environment, "TIMEOUT");
    try {
      timeLimit = timeLimit(timeout);
    } catch (IllegalArgumentException e) {
      problems.add(
          "IJAVA_TIMEOUT (%s) is not a number with an optional unit, so there is no time limit."
                  .formatted(timeout)
              + " Write it like \"30 SECONDS\".");
    }
    return new KernelSettings(
        PathsHandler.split(value(environment, "CLASSPATH")),
        MagicSource.words(value(environment, "COMPILER_OPTS")),
        value(environment, "STARTUP_SCRIPT"),
        PathsHandler.split(value(environment, "STARTUP_SCRIPTS_PATH")),
        timeLimit,
        !List.of("0", "false", "no")
            .contains(value(environment, "LOAD_EXTENSIONS").toLowerCase(Locale.ROOT)),
        problems);
  }

  private static String value(Map<String, String> environment, String setting) {
    String value = environment.get("IJAVA_" + setting);
    if (value == null || value.isBlank()) {
      value = environment.get("JJAVA_" + setting);
    }
    return value == null ? "" : value.strip();
  }

  private static Duration timeLimit(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    String[] parts = text.split("\\s+", 2);
    long amount = Long.parseLong(parts[0]);
    TimeUnit unit =
        parts.length == 1
            ? TimeUnit.MILLISECONDS
            : TimeUnit.valueOf(parts[1].toUpperCase(Locale.ROOT));
    return amount <= 0 ? Duration.ZERO : Duration.of(amount, unit.toChronoUnit());
  }
}
