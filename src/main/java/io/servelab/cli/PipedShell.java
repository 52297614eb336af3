package io.servelab.cli;

import io.servelab.error.InfeasibleException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Runs Java that comes through a pipe: prints the value of every expression, and stops at the first
 * snippet that fails.
 */
final class PipedShell {

  private static final int DONE = 0;
  private static final int NO_ANSWER = 1;
  private static final int BAD_INPUT = 2;
  private static final Set<String> UNANSWERED =
      Set.of(NoDataException.class.getName(), InfeasibleException.class.getName());
  private static final String OUR_ERRORS = ServeLabException.class.getPackageName() + ".";
  private static final String JAVA_IMPORTS =
      """
      import java.io.*;
      import java.math.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;
      """;

  private final JShell shell;
  private final PrintStream out;
  private final PrintStream err;

  private PipedShell(JShell shell, PrintStream out, PrintStream err) {
    this.shell = shell;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the snippets of a text in this process, with the imports of a notebook.
   *
   * @param out where values go
   * @param err where the reason of a failure goes
   * @return the exit code: 0 done, 1 a question without an answer, 2 code that fails
   */
  static int run(String code, PrintStream out, PrintStream err) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      JAVA_IMPORTS.lines().forEach(shell::eval);
      StartImports.lines().forEach(shell::eval);
      return new PipedShell(shell, out, err).run(code);
    }
  }

  /**
   * Runs the snippets of a text in order.
   *
   * <p>A snippet ends with its line when it is whole and the next line does not go on with a dot.
   */
  private int run(String code) {
    List<String> lines = code.lines().toList();
    String waiting = "";
    int first = 1;
    for (int index = 0; index < lines.size(); index++) {
      if (waiting.isBlank()) {
        waiting = "";
        first = index + 1;
      }
      waiting += lines.get(index) + "\n";
      boolean last = index + 1 == lines.size();
      if (!last && lines.get(index + 1).strip().startsWith(".")) {
        continue;
      }
      if (waiting.strip().equals("/exit")) {
        return DONE;
      }
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(waiting);
      while (!waiting.isBlank() && (last || next.completeness().isComplete())) {
        int failure = evaluate(next.source() == null ? waiting : next.source(), first);
        if (failure != DONE) {
          return failure;
        }
        waiting = next.source() == null ? "" : next.remaining();
        next = shell.sourceCodeAnalysis().analyzeCompletion(waiting);
      }
    }
    return DONE;
  }

  private int evaluate(String source, int line) {
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        shell.diagnostics(event.snippet()).filter(Diag::isError).forEach(bad -> say(line, bad));
        err.println(source.strip().indent(2).stripTrailing());
        return BAD_INPUT;
      }
      if (event.exception() != null) {
        return failed(line, event.exception());
      }
      if (isShown(event)) {
        out.println(event.value());
      }
    }
    return DONE;
  }

  private void say(int line, Diag problem) {
    err.println("Line " + line + ": " + problem.getMessage(Locale.ROOT));
  }

  private static boolean isShown(SnippetEvent event) {
    Snippet.SubKind kind = event.snippet().subKind();
    boolean asked =
        kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
            || kind == Snippet.SubKind.VAR_VALUE_SUBKIND
            || kind == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND;
    return asked && event.value() != null && !event.value().isEmpty();
  }

  private int failed(int line, JShellException failure) {
    if (failure instanceof EvalException raised) {
      String type = raised.getExceptionClassName();
      boolean ours = type.startsWith(OUR_ERRORS);
      err.println(
          "Line " + line + ": " + (ours ? "" : type + ": ") + String.valueOf(raised.getMessage()));
      return UNANSWERED.contains(type) ? NO_ANSWER : BAD_INPUT;
    }
    if (failure instanceof UnresolvedReferenceException unresolved) {
      err.println("Line " + line + ": " + unresolved.getSnippet().source().strip());
      shell
          .unresolvedDependencies(unresolved.getSnippet())
          .forEach(missing -> err.println("  needs " + missing));
    }
    return BAD_INPUT;
  }
}
