package io.servelab.bulk;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A CSV file that grows row by row; its first column names the request that a row belongs to. */
final class SearchTable implements AutoCloseable {

  private final List<String> columns;
  private final BufferedWriter writer;

  private SearchTable(List<String> columns, BufferedWriter writer) {
    this.columns = columns;
    this.writer = writer;
  }

  /** A table without rows. */
  static SearchTable create(Path file, List<String> columns) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    writer.write(header(columns));
    return new SearchTable(columns, writer);
  }

  /**
   * A table that keeps some of the rows that it has.
   *
   * @param kept tells by the first column which rows stay
   */
  static SearchTable continued(Path file, List<String> columns, Predicate<String> kept)
      throws IOException {
    if (!Files.exists(file)) {
      return create(file, columns);
    }
    Path pruned = file.resolveSibling(file.getFileName() + ".tmp");
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        BufferedWriter writer = Files.newBufferedWriter(pruned, StandardCharsets.UTF_8)) {
      writer.write(header(columns));
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (kept.test(firstCell(line))) {
          writer.write(line + "\n");
        }
      }
    }
    Files.move(pruned, file, StandardCopyOption.REPLACE_EXISTING);
    return new SearchTable(
        columns, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  private static String header(List<String> columns) {
    return String.join(",", columns) + "\n";
  }

  /** Text of the first cell of a line, without its quotes. */
  static String firstCell(String line) {
    if (!line.startsWith("\"")) {
      int comma = line.indexOf(',');
      return comma < 0 ? line : line.substring(0, comma);
    }
    StringBuilder text = new StringBuilder();
    for (int at = 1; at < line.length(); at++) {
      char letter = line.charAt(at);
      if (letter == '"') {
        at++;
        if (at >= line.length() || line.charAt(at) != '"') {
          break;
        }
      }
      text.append(letter);
    }
    return text.toString();
  }

  void add(Map<String, Object> cells) {
    append(AnswerFile.line(columns, cells));
  }

  /** Adds rows that are text already, with their line ends. */
  void append(CharSequence lines) {
    try {
      writer.append(lines);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
