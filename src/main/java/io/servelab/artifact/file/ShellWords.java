package io.servelab.artifact.file;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell does, without expanding or running anything: quotes,
 * backslashes, line continuations and comments are understood, {@code $} stays as it is.
 */
public final class ShellWords {

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean open;
  private int position;

  private ShellWords(String text) {
    this.text = text;
  }

  /**
   * The words of a command.
   *
   * @throws InvalidValueException if a quote is not closed
   */
  public static List<String> split(String command) {
    return new ShellWords(command).split();
  }

  private List<String> split() {
    while (position < text.length()) {
      char next = text.charAt(position++);
      switch (next) {
        case '\'' -> quoted('\'');
        case '"' -> quoted('"');
        case '\\' -> escaped();
        case ' ', '\t', '\n', '\r' -> close();
        case '#' -> {
          if (open) {
            append(next);
          } else {
            skipComment();
          }
        }
        default -> append(next);
      }
    }
    close();
    return words;
  }

  private void quoted(char quote) {
    open = true;
    while (position < text.length()) {
      char next = text.charAt(position++);
      if (next == quote) {
        return;
      }
      boolean escape =
          quote == '"'
              && next == '\\'
              && position < text.length()
              && "\\\"$`\n".indexOf(text.charAt(position)) >= 0;
      if (escape) {
        char escaped = text.charAt(position++);
        if (escaped != '\n') {
          append(escaped);
        }
      } else {
        append(next);
      }
    }
    throw InvalidValueException.because("A quote of the command is not closed: " + quote);
  }

  private void escaped() {
    if (position == text.length()) {
      return;
    }
    char next = text.charAt(position++);
    if (next != '\n') {
      append(next);
    }
  }

  private void skipComment() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
  }

  private void append(char next) {
    word.append(next);
    open = true;
  }

  private void close() {
    if (open) {
      words.add(word.toString());
    }
    word.setLength(0);
    open = false;
  }
}
