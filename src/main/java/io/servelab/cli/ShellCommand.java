package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;

/**
 * Opens JShell with this library imported.
 *
 * <p>Snippets run in this process, so that nothing has to start twice.
 */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Open JShell with ServeLab imported; Tab completes, /history remembers, /exit leaves.",
      "Without a terminal, run the Java of the standard input and print its values."
    },
    footer = {"", "Example:", "  echo 'systems()' | servelab shell"})
final class ShellCommand implements Callable<Integer> {

  private static final String GREETING =
      """
      ServeLab is imported. A start, and what else there is:
        study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 8).search()
        help()
      """;

  @Override
  public Integer call() throws Exception {
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw InvalidValueException.of(
          "Java",
          System.getProperty("java.home"),
          "it is a runtime without JShell.\nSet JAVA_HOME to a JDK 17 or later.");
    }
    return Terminal.isThere() ? interactive() : piped();
  }

  private static int piped() throws Exception {
    String code = new String(System.in.readAllBytes(), Charset.defaultCharset());
    return PipedShell.run(code, System.out, System.err);
  }

  private static int interactive() throws Exception {
    Path imports = Files.createTempFile("servelab", ".jsh");
    try {
      Files.write(imports, StartImports.lines());
      System.out.print(GREETING);
      return JavaShellToolBuilder.builder()
          .start(
              "--execution",
              ShellExecution.NAME,
              "--class-path",
              System.getProperty("java.class.path"),
              "--startup",
              "DEFAULT",
              "--startup",
              imports.toString());
    } finally {
      Files.deleteIfExists(imports);
    }
  }
}
