package io.servelab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Evaluates a cell: cuts it into snippets, runs them in order, and yields the value of the last
 * expression.
 *
 * <p>A declaration that misses something is judged when the cell ends, not where it stands: a
 * sealed interface and its records, or two classes that know each other, belong in one cell.
 */
final class CellEvaluator {

  /** Snippets whose value a person wants to see; an assignment or a declaration shows nothing. */
  private static final Set<SubKind> SHOWN =
      Set.of(
          SubKind.VAR_VALUE_SUBKIND,
          SubKind.OTHER_EXPRESSION_SUBKIND,
          SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

  private final JShell shell;
  private final SnippetEngine engine;
  private final StopRequest stopRequest;
  private final SnippetPlaces places = new SnippetPlaces();
  private final CompileReports compileReports;
  private final ThrownReports thrownReports = new ThrownReports(places);

  CellEvaluator(JShell shell, SnippetEngine engine, StopRequest stopRequest) {
    this.shell = shell;
    this.engine = engine;
    this.stopRequest = stopRequest;
    this.compileReports = new CompileReports(shell, places);
  }

  /**
   * Evaluates Java source, magics already resolved.
   *
   * @param cell the source as the person wrote it, for messages
   * @param java what to evaluate; line n of it comes from line n of the cell
   * @return the value of the last snippet if it is an expression, else null
   * @throws CellException if the cell does not compile, throws, or is stopped
   */
  Object evaluate(CellSource cell, String java) {
    List<DeclarationSnippet> unresolved = new ArrayList<>();
    Object value = null;
    String rest = java;
    while (true) {
      // JShell's line numbers are right only for a snippet that starts with code.
      rest = rest.substring(new JavaText(rest).firstCode());
      CompletionInfo piece = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (piece.completeness() == Completeness.EMPTY) {
        break;
      }
      String done = java.substring(0, java.length() - rest.length());
      int line = 1 + (int) done.chars().filter(c -> c == '\n').count();
      SnippetPlaces.Place start = new SnippetPlaces.Place(cell, line);
      if (!piece.completeness().isComplete()) {
        throw incomplete(start);
      }
      value = evaluatePiece(piece.source(), start, unresolved);
      rest = piece.remaining();
    }
    unresolved.removeIf(snippet -> !isUnresolved(shell.status(snippet)));
    if (!unresolved.isEmpty()) {
      throw new CellException(compileReports.ofUnresolved(unresolved));
    }
    return value;
  }

  /**
   * Runs kernel work on behalf of the cell, stopped by the same interrupt and with its failures
   * worded the same way.
   */
  Object onSnippetThread(Callable<Object> work) {
    try {
      Object result = engine.onSnippetThread(work);
      throwIfStopped();
      return result;
    } catch (CellException e) {
      throw e;
    } catch (Throwable e) {
      throwIfStopped();
      throw new CellException(thrownReports.of(e, null), e);
    }
  }

  /** The report of an exception that no snippet threw. */
  ErrorReport report(Throwable thrown) {
    return thrownReports.of(thrown, null);
  }

  private Object evaluatePiece(
      String source, SnippetPlaces.Place start, List<DeclarationSnippet> unresolved) {
    throwIfStopped();
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() != null) {
        continue;
      }
      Snippet snippet = event.snippet();
      places.remember(snippet, start);
      throwIfStopped();
      if (event.status() == Status.REJECTED) {
        throw new CellException(compileReports.ofRejected(snippet));
      }
      if (event.exception() != null) {
        throw failure(event.exception());
      }
      if (isUnresolved(event.status()) && snippet instanceof DeclarationSnippet declaration) {
        unresolved.add(declaration);
      }
      if (SHOWN.contains(snippet.subKind())) {
        value = engine.last().value();
      }
    }
    return value;
  }

  private CellException failure(JShellException exception) {
    Throwable thrown = engine.last().failure();
    if (thrown == null && exception instanceof UnresolvedReferenceException unresolved) {
      return new CellException(compileReports.ofUnresolvedCall(unresolved.getSnippet()));
    }
    Throwable reported = thrown == null ? exception : thrown;
    return new CellException(thrownReports.of(reported, exception), reported);
  }

  private void throwIfStopped() {
    StopRequest.Reason reason = stopRequest.reason();
    if (reason != null) {
      throw new CellException(
          switch (reason) {
            case INTERRUPT ->
                ErrorReport.of(
                    "Interrupted", "the cell was interrupted; what it had assigned is kept");
            case TIME_LIMIT ->
                ErrorReport.of(
                    "TimeLimitExceeded",
                    "the cell ran longer than the time limit (IJAVA_TIMEOUT) and was stopped");
          });
    }
  }

  private static CellException incomplete(SnippetPlaces.Place start) {
    String message = "the code that begins here has no end; is a bracket or a quote missing?";
    return new CellException(
        new ErrorReport(
            "IncompleteInput",
            message,
            List.of(
                ErrorReport.headline("IncompleteInput", message),
                "in " + start + ": " + start.source().line(start.line()))));
  }

  private static boolean isUnresolved(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }
}
