package io.servelab.artifact.file;

import java.util.List;

/** Builds a bash script; words come quoted, comments cannot be broken out of. */
public final class ShellScript {

  private final StringBuilder text = new StringBuilder("#!/usr/bin/env bash\n");

  /** Adds a comment line. */
  public ShellScript comment(String line) {
    text.append(Comments.line(line)).append('\n');
    return this;
  }

  /** Adds comment lines. */
  public ShellScript comments(List<String> lines) {
    lines.forEach(this::comment);
    return this;
  }

  /** Adds a line of code. */
  public ShellScript line(String code) {
    text.append(code).append('\n');
    return this;
  }

  /** Adds lines of code, which may hold a text block. */
  public ShellScript code(String lines) {
    text.append(lines.endsWith("\n") ? lines : lines + "\n");
    return this;
  }

  /** Adds an empty line. */
  public ShellScript gap() {
    text.append('\n');
    return this;
  }

  /**
   * Adds an array, a group of words on each line with a comment behind it.
   *
   * @param name name of the array
   * @param entries its words
   */
  public ShellScript array(String name, List<Entry> entries) {
    line(name + "=(");
    for (Entry entry : entries) {
      String comment = entry.comment.isEmpty() ? "" : "  " + Comments.line(entry.comment);
      line("  " + entry.code + comment);
    }
    return line(")");
  }

  /**
   * Words of an array.
   *
   * @param code the words, quoted where they must be
   * @param comment why they are there; may be blank
   */
  public record Entry(String code, String comment) {

    /** Words that are taken as they are. */
    public static Entry of(List<String> words, String comment) {
      return new Entry(Shell.join(words), comment);
    }
  }

  /** The script. */
  public String text() {
    return text.toString();
  }
}
