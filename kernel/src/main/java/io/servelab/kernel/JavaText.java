package io.servelab.kernel;

import java.util.BitSet;

/**
 * Tells code from comments, strings and text blocks, character by character. JShell's own lexer is
 * not public, and without this knowledge a {@code %} in a text block would be taken for a magic.
 */
final class JavaText {

  private final String text;
  private final BitSet code = new BitSet();
  private final BitSet comment = new BitSet();
  private int openString = -1;

  JavaText(String text) {
    this.text = text;
    int at = 0;
    while (at < text.length()) {
      at = step(at);
    }
  }

  /** Whether the character at this index is code: neither in a comment nor in a literal. */
  boolean isCode(int index) {
    return code.get(index);
  }

  /** The index of the first character that is neither white space nor part of a comment. */
  int firstCode() {
    int at = 0;
    while (at < text.length() && (comment.get(at) || Character.isWhitespace(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /** The index of the quote of a string that the text ends in, or -1. */
  int openString() {
    return openString;
  }

  private int step(int at) {
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return markComment(at, end < 0 ? text.length() : end);
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return markComment(at, end < 0 ? text.length() : end + 2);
    }
    if (text.startsWith("\"\"\"", at)) {
      return endOfLiteral(at + 3, "\"\"\"", true);
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return endOfLiteral(at + 1, String.valueOf(c), false);
    }
    code.set(at);
    return at + 1;
  }

  private int markComment(int from, int to) {
    comment.set(from, to);
    return to;
  }

  private int endOfLiteral(int from, String quote, boolean acrossLines) {
    int at = from;
    while (at < text.length() && !text.startsWith(quote, at)) {
      char c = text.charAt(at);
      if (c == '\n' && !acrossLines) {
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    if (at >= text.length() && quote.equals("\"")) {
      openString = from - 1;
    }
    return Math.min(text.length(), at + quote.length());
  }
}
