package io.servelab.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a session ready for its first cell. What goes wrong is noted instead of thrown: a kernel
 * that dies at its start tells the person nothing, so the problems are shown with the first cell.
 */
final class SessionSetup {

  private final JavaSession session;
  private final NotebookImports imports = new NotebookImports();
  private final List<String> problems = new ArrayList<>();

  SessionSetup(JavaSession session) {
    this.session = session;
  }

  /** Imports what every Java notebook has at hand, and loads the compiler on the way. */
  void importDefaults() {
    NotebookImports.defaults().forEach(line -> run("import", line));
    // The snippets' class loader exists only once a snippet has run.
    run("warm-up", "1 + 1");
  }

  /** Imports what libraries on the class path ask for, each library once. */
  void importForLibraries() {
    try {
      imports.newlyFoundBy(session.loader()).forEach(line -> run("import", line));
    } catch (IOException e) {
      note("The imports of a library could not be read: " + e);
    }
  }

  /** Runs the start-up script, then the start-up files. */
  void runStartupCode(KernelSettings settings) {
    run("start-up script", settings.startupScript());
    for (Path file : resolved(settings.startupFiles())) {
      try {
        LoadMagic.load(session, file);
      } catch (RuntimeException e) {
        note("The start-up file " + file + " failed: " + e.getMessage());
      }
    }
  }

  /** The files that exist for these patterns; those that do not are noted. */
  List<Path> resolved(List<String> patterns) {
    List<Path> found = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        found.addAll(PathPatterns.resolve(List.of(pattern)));
      } catch (IllegalArgumentException e) {
        note(e.getMessage());
      }
    }
    return found;
  }

  void note(String problem) {
    problems.add(problem);
  }

  /** The problems noted since the last call. */
  List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  private void run(String what, String source) {
    try {
      session.evaluate(new CellSource(what, source));
    } catch (CellException e) {
      note("%s failed (%s): %s".formatted(what, source, e.getMessage()));
    }
  }
}
