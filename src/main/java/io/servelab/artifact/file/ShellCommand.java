package io.servelab.artifact.file;

import java.util.List;

/**
 * A command of a shell script.
 *
 * @param words its words, without redirections
 * @param line line of the script on which it begins, from 1
 */
public record ShellCommand(List<String> words, int line) {

  /** Copies the words. */
  public ShellCommand {
    words = List.copyOf(words);
  }
}
