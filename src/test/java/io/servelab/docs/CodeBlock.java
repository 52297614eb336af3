package io.servelab.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of Java in a documentation file.
 *
 * @param file where it stands
 * @param line number of its first line, from 1
 * @param code its text
 */
record CodeBlock(Path file, int line, String code) {

  private static final String FENCE = "```";
  private static final String JAVADOC_START = "<pre>{@code";
  private static final String JAVADOC_END = "}</pre>";

  /** The blocks of a Markdown file whose language is {@code java}, in order. */
  static List<CodeBlock> inMarkdown(Path file) throws IOException {
    return between(file, Files.readAllLines(file), FENCE + "java", FENCE);
  }

  /** The code blocks of the Javadoc of a Java file, in order. */
  static List<CodeBlock> inJavadoc(Path file) throws IOException {
    List<String> text =
        Files.readAllLines(file).stream().map(line -> line.replaceFirst("^\\s*\\* ?", "")).toList();
    return between(file, text, JAVADOC_START, JAVADOC_END);
  }

  private static List<CodeBlock> between(Path file, List<String> lines, String from, String to) {
    List<CodeBlock> blocks = new ArrayList<>();
    int start = -1;
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      if (start < 0 && line.equals(from)) {
        start = index + 1;
      } else if (start >= 0 && line.equals(to)) {
        String code = String.join("\n", lines.subList(start, index));
        blocks.add(new CodeBlock(file, start + 1, code));
        start = -1;
      }
    }
    return blocks;
  }
}
