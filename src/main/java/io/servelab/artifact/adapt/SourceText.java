package io.servelab.artifact.adapt;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that was read, to say where in it something stands. */
final class SourceText {

  private final List<String> lines;
  private final boolean columns;

  private SourceText(String text, boolean columns) {
    this.lines = text.lines().toList();
    this.columns = columns;
  }

  /** A text in YAML, where a column tells one entry from another. */
  SourceText(String text) {
    this(text, true);
  }

  /** A script, whose lines are commands. */
  static SourceText ofScript(String text) {
    return new SourceText(text, false);
  }

  /**
   * Where a text has a word.
   *
   * @param line line, from 1; 0 if none has it
   * @param column column of its first letter, from 1; 0 if only the line is known
   */
  record Place(int line, int column) {

    static final Place NOWHERE = new Place(0, 0);

    static Place ofLine(int line) {
      return new Place(line, 0);
    }
  }

  /** The first line that has a word, from one line on, or else from the top; 0 if none has it. */
  int line(String word, int from) {
    return find(word, from).line();
  }

  /**
   * The first place that has a word, from one line on, or else from the top; comments come last.
   *
   * @param word the word as it was written
   * @param from first line to look at, from 1
   */
  Place find(String word, int from) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
    for (boolean comments : new boolean[] {false, true}) {
      for (int first : new int[] {Math.max(from, 1), 1}) {
        Place found = search(whole, first, comments);
        if (found.line() > 0) {
          return found;
        }
      }
    }
    return Place.NOWHERE;
  }

  private Place search(Pattern whole, int from, boolean comments) {
    for (int line = from; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      Matcher matcher = whole.matcher(text);
      if (text.stripLeading().startsWith("#") == comments && matcher.find()) {
        return new Place(line, columns ? matcher.start() + 1 : 0);
      }
    }
    return Place.NOWHERE;
  }
}
