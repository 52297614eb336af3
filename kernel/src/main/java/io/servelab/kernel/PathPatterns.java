package io.servelab.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** Finds the files that people name with globs, and says which of the names found nothing. */
final class PathPatterns {

  private PathPatterns() {}

  /**
   * The files and folders that match, in the order of the patterns.
   *
   * @throws IllegalArgumentException if a pattern matches nothing
   */
  static List<Path> resolve(List<String> patterns) {
    List<Path> found = new ArrayList<>();
    for (String pattern : patterns) {
      List<Path> matches = matches(pattern);
      if (matches.isEmpty()) {
        throw new IllegalArgumentException(
            "There is nothing at %s (looked from %s)"
                .formatted(pattern, Path.of("").toAbsolutePath()));
      }
      found.addAll(matches);
    }
    return found;
  }

  private static List<Path> matches(String pattern) {
    try {
      return PathsHandler.splitAndResolveGlobs(pattern);
    } catch (RuntimeException missingFolder) {
      return List.of();
    }
  }
}
