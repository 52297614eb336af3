package io.servelab.kernel;

/**
 * A piece of source text that came as one: a cell, a start-up script, a loaded file.
 *
 * @param label how messages name it, such as {@code cell [3]}
 * @param text the text as the person wrote it
 */
record CellSource(String label, String text) {

  static CellSource ofCell(int executionCount, String text) {
    return new CellSource("cell [" + executionCount + "]", text);
  }

  /** The line with this number, counted from 1, without white space around it; or nothing. */
  String line(int number) {
    return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("").strip();
  }
}
