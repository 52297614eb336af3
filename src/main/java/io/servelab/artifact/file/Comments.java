package io.servelab.artifact.file;

import java.util.List;
import java.util.regex.Pattern;

/** Comment lines, from which no text can break out. */
final class Comments {

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");

  private Comments() {}

  static String line(String text) {
    return ("# " + BREAKS.matcher(text).replaceAll(" ")).stripTrailing();
  }

  static String block(List<String> lines) {
    StringBuilder block = new StringBuilder();
    lines.forEach(line -> block.append(line(line)).append('\n'));
    return block.toString();
  }
}
