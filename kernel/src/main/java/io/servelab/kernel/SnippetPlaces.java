package io.servelab.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;

/**
 * Remembers where each snippet was written, so that an error can name the cell and the line even
 * when the failing code was defined ten cells ago.
 */
final class SnippetPlaces {

  /**
   * Where a line is.
   *
   * @param source the text that holds it
   * @param line its number in that text, counted from 1
   */
  record Place(CellSource source, int line) {

    Place down(int lines) {
      return new Place(source, line + lines);
    }

    @Override
    public String toString() {
      return source.label() + ", line " + line;
    }
  }

  private static final String FILE_PREFIX = "#";

  private final Map<String, Place> starts = new ConcurrentHashMap<>();

  void remember(Snippet snippet, Place start) {
    starts.put(snippet.id(), start);
  }

  /** The place of a line of a snippet, the line counted from 1. */
  Optional<Place> of(Snippet snippet, int line) {
    return Optional.ofNullable(starts.get(snippet.id())).map(start -> start.down(line - 1));
  }

  /** The place of a stack frame, if it is one that JShell translated to a snippet's line. */
  Optional<Place> of(StackTraceElement frame) {
    return isSnippet(frame)
        ? Optional.ofNullable(starts.get(frame.getFileName().substring(FILE_PREFIX.length())))
            .map(start -> start.down(frame.getLineNumber() - 1))
        : Optional.empty();
  }

  /** Whether the frame is in code that was typed rather than in a library. */
  static boolean isSnippet(StackTraceElement frame) {
    return frame.getFileName() != null && frame.getFileName().startsWith(FILE_PREFIX);
  }
}
