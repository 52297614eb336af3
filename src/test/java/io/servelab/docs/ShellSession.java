package io.servelab.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** A JShell in this process with the imports that a reader of the documentation has. */
final class ShellSession implements AutoCloseable {

  private static final Path IMPORTS =
      Path.of("src/main/resources/META-INF/servelab/notebook-imports");
  private static final List<String> USUAL_PACKAGES =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private final JShell shell;

  private ShellSession(JShell shell) {
    this.shell = shell;
  }

  static ShellSession open() throws IOException {
    JShell shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    ShellSession session = new ShellSession(shell);
    USUAL_PACKAGES.forEach(name -> shell.eval("import " + name + ".*;"));
    for (String line : Files.readAllLines(IMPORTS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        session.require(line);
      }
    }
    return session;
  }

  /** Runs a line that the test itself needs. */
  void require(String code) {
    List<String> problems = evaluate(code);
    if (!problems.isEmpty()) {
      throw new AssertionError(code + ": " + problems);
    }
  }

  /** Runs a block; what fails is named with its file and line. */
  List<String> run(CodeBlock block) {
    List<String> problems = new ArrayList<>();
    String rest = block.code();
    while (!rest.isBlank()) {
      int start = block.code().length() - rest.stripLeading().length();
      long line = block.line() + block.code().substring(0, start).lines().count();
      boolean inLine = start > 0 && block.code().charAt(start - 1) != '\n';
      String place = block.file() + ":" + (inLine ? line - 1 : line);
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String source = next.source() == null ? rest : next.source();
      evaluate(source).forEach(problem -> problems.add(place + ": " + problem));
      rest = next.source() == null ? "" : next.remaining();
    }
    return problems;
  }

  /** Runs one snippet; returns what is wrong with it. */
  List<String> evaluate(String source) {
    List<String> problems = new ArrayList<>();
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
        problems.add(source.strip() + "\n" + diagnostics(event.snippet()));
      }
      if (event.exception() instanceof EvalException raised) {
        problems.add(
            source.strip() + "\n" + raised.getExceptionClassName() + ": " + raised.getMessage());
      }
    }
    return problems;
  }

  private String diagnostics(Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }

  /** Names that Tab offers after a text, without those that every object has. */
  Set<String> offeredAfter(String text) {
    Set<String> names =
        shell.sourceCodeAnalysis().completionSuggestions(text, text.length(), new int[1]).stream()
            .map(Suggestion::continuation)
            .map(name -> name.replaceAll("[()]", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    for (var method : Object.class.getMethods()) {
      names.remove(method.getName());
    }
    return names;
  }

  @Override
  public void close() {
    shell.close();
  }
}
