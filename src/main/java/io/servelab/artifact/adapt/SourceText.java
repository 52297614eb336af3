package io.servelab.artifact.adapt;

import java.util.List;
import java.util.regex.Pattern;

/** A text that was read, to say on which line something stands. */
final class SourceText {

  private final List<String> lines;

  SourceText(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * The first line that has a word, from one line on, or else from the top.
   *
   * @param word the word as it was written
   * @param from first line to look at, from 1
   * @return the line, from 1; 0 if none has it
   */
  int line(String word, int from) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
    int found = search(whole, Math.max(from, 1));
    return found > 0 ? found : search(whole, 1);
  }

  private int search(Pattern whole, int from) {
    for (int line = from; line <= lines.size(); line++) {
      if (whole.matcher(lines.get(line - 1)).find()) {
        return line;
      }
    }
    return 0;
  }
}
