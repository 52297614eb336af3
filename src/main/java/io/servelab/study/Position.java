package io.servelab.study;

/**
 * A place in a text.
 *
 * @param source name of the file
 * @param line line, counted from 1
 * @param column column, counted from 1
 */
record Position(String source, int line, int column) {

  @Override
  public String toString() {
    return source + ", line " + line + ", column " + column;
  }
}
