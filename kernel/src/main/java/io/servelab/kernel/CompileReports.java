package io.servelab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Words what the compiler refused: message, place, the line with the mistake marked, and names that
 * come near an unknown one.
 */
final class CompileReports {

  private static final String NAME = "CompilationException";
  private static final int MAX_ERRORS = 5;

  private final JShell shell;
  private final SnippetPlaces places;
  private final NearbyNames nearbyNames;

  CompileReports(JShell shell, SnippetPlaces places) {
    this.shell = shell;
    this.places = places;
    this.nearbyNames = new NearbyNames(shell.sourceCodeAnalysis());
  }

  /** The report of a snippet that was rejected. */
  ErrorReport ofRejected(Snippet snippet) {
    List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
    if (errors.isEmpty()) {
      return ErrorReport.of(NAME, "this code was rejected: " + snippet.source());
    }
    List<String> lines = new ArrayList<>();
    for (Diag error : errors.subList(0, Math.min(MAX_ERRORS, errors.size()))) {
      addError(lines, snippet, error);
    }
    if (errors.size() > MAX_ERRORS) {
      lines.add("... and " + (errors.size() - MAX_ERRORS) + " more errors");
    }
    return new ErrorReport(NAME, message(errors.get(0)), lines);
  }

  /** The report of declarations that still miss something after the last line of the cell. */
  ErrorReport ofUnresolved(List<DeclarationSnippet> snippets) {
    List<String> lines = new ArrayList<>();
    for (DeclarationSnippet snippet : snippets) {
      lines.add(ErrorReport.headline(NAME, needs(snippet)));
      String missing = shell.unresolvedDependencies(snippet).findFirst().orElse("");
      UnknownName.inDependency(snippet.source(), missing)
          .ifPresentOrElse(
              name -> addPlaceAndNames(lines, snippet, name),
              () -> places.of(snippet, 1).ifPresent(place -> lines.add("in " + place)));
    }
    return new ErrorReport(NAME, needs(snippets.get(0)), lines);
  }

  /** The report of a call of something whose own parts are not all defined. */
  ErrorReport ofUnresolvedCall(DeclarationSnippet snippet) {
    return ErrorReport.of(
        "UndefinedNameException",
        "%s cannot be used before %s is defined".formatted(snippet.name(), missing(snippet)));
  }

  private String needs(DeclarationSnippet snippet) {
    return "%s needs %s, not defined yet".formatted(snippet.name(), missing(snippet));
  }

  private String missing(DeclarationSnippet snippet) {
    return shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
  }

  private void addError(List<String> lines, Snippet snippet, Diag error) {
    lines.add(ErrorReport.headline(NAME, message(error)));
    UnknownName.inDiagnostic(snippet.source(), error)
        .ifPresentOrElse(
            name -> addPlaceAndNames(lines, snippet, name),
            () ->
                addPlace(
                    lines, snippet, (int) error.getStartPosition(), (int) error.getEndPosition()));
  }

  private void addPlaceAndNames(List<String> lines, Snippet snippet, UnknownName name) {
    addPlace(lines, snippet, name.start(), name.end());
    List<String> nearby = nearbyNames.of(snippet.source(), name);
    if (!nearby.isEmpty()) {
      lines.add("Maybe: " + String.join(", ", nearby));
    }
  }

  private void addPlace(List<String> lines, Snippet snippet, int start, int end) {
    String source = snippet.source();
    int at = Math.max(0, Math.min(source.length(), start));
    int line = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    places.of(snippet, line).ifPresent(place -> lines.add("in " + place));
    int lineStart = source.lastIndexOf('\n', at - 1) + 1;
    int nextLine = source.indexOf('\n', at);
    int lineEnd = nextLine < 0 ? source.length() : nextLine;
    int marks = Math.max(1, Math.min(lineEnd, end) - at);
    lines.add("    " + source.substring(lineStart, lineEnd));
    lines.add("    " + " ".repeat(at - lineStart) + "^".repeat(marks));
  }

  /** The compiler's message on one line, without the hidden class that JShell wraps code into. */
  private static String message(Diag error) {
    return error
        .getMessage(Locale.ENGLISH)
        .lines()
        .map(line -> line.strip().replaceFirst(";$", ""))
        .filter(line -> !line.matches("location: class ?"))
        .map(line -> line.replaceFirst("^symbol: +", ""))
        .collect(Collectors.joining("; "))
        .replace("cannot find symbol; ", "cannot find ")
        .replace("; location: ", " in ");
  }
}
