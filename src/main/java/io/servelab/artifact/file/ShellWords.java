package io.servelab.artifact.file;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into commands and words as a shell does, without expanding or running anything:
 * quotes, backslashes, line continuations, comments, redirections and what separates commands are
 * understood, {@code $} stays as it is.
 */
public final class ShellWords {

  private static final String SEPARATORS = ";&|\n\r";
  private static final String BLANKS = " \t\n\r";

  private final String text;
  private final boolean script;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean open;
  private boolean redirected;
  private int position;
  private int line = 1;
  private int start = 1;

  private ShellWords(String text, boolean script) {
    this.text = text;
    this.script = script;
  }

  /**
   * The words of one command; what would end or redirect it is a part of its words.
   *
   * @throws InvalidValueException if a quote is not closed
   */
  public static List<String> split(String command) {
    return new ShellWords(command, false)
        .read().stream().flatMap(read -> read.words().stream()).toList();
  }

  /**
   * The commands of a script, in the order in which they stand there.
   *
   * @throws InvalidValueException if a quote is not closed
   */
  public static List<ShellCommand> commands(String script) {
    return new ShellWords(script, true).read();
  }

  private List<ShellCommand> read() {
    while (position < text.length()) {
      char next = take();
      if (script && SEPARATORS.indexOf(next) >= 0) {
        endCommand();
      } else if (BLANKS.indexOf(next) >= 0) {
        endWord();
      } else {
        plain(next);
      }
    }
    endCommand();
    return commands;
  }

  private void plain(char next) {
    switch (next) {
      case '\'', '"' -> quoted(next);
      case '\\' -> escaped();
      case '<', '>' -> {
        if (script) {
          redirect();
        } else {
          append(next);
        }
      }
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

  private char take() {
    char next = text.charAt(position++);
    if (next == '\n') {
      line++;
    }
    return next;
  }

  private boolean follows(String any) {
    return position < text.length() && any.indexOf(text.charAt(position)) >= 0;
  }

  private void quoted(char quote) {
    begin();
    int opened = line;
    while (position < text.length()) {
      char next = take();
      if (next == quote) {
        return;
      }
      if (quote == '"' && next == '\\' && follows("\\\"$`\n")) {
        char escaped = take();
        if (escaped != '\n') {
          append(escaped);
        }
      } else {
        append(next);
      }
    }
    throw InvalidValueException.because(
        "A quote of the command is not closed: " + quote + ", line " + opened + ".");
  }

  private void escaped() {
    if (position == text.length()) {
      return;
    }
    char next = take();
    if (next != '\n') {
      append(next);
    }
  }

  /** What stands before the sign, if it is a number, and the word behind it are no words. */
  private void redirect() {
    if (open && word.chars().allMatch(Character::isDigit)) {
      word.setLength(0);
      open = false;
    }
    endWord();
    while (follows("<>&|")) {
      take();
    }
    redirected = true;
  }

  private void skipComment() {
    while (position < text.length() && !follows("\n")) {
      take();
    }
  }

  private void begin() {
    if (!open && words.isEmpty()) {
      start = line;
    }
    open = true;
  }

  private void append(char next) {
    begin();
    word.append(next);
  }

  private void endWord() {
    if (open) {
      if (!redirected) {
        words.add(word.toString());
      }
      redirected = false;
    }
    word.setLength(0);
    open = false;
  }

  private void endCommand() {
    endWord();
    redirected = false;
    if (!words.isEmpty()) {
      commands.add(new ShellCommand(words, start));
      words.clear();
    }
  }
}
