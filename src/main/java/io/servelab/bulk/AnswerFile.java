package io.servelab.bulk;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * Writes answer rows as CSV: LF, UTF-8, empty for null, shortest doubles that read back the same.
 *
 * <p>The rows go to a temporary file that is moved into place at the end, so that a failure leaves
 * nothing half-written.
 */
public final class AnswerFile {

  /** Rows that are held before they are written; enough to keep all cores busy. */
  private static final int AT_ONCE = 512;

  private AnswerFile() {}

  /**
   * Writes a whole file.
   *
   * @param file path, {@code .gz} told by name, or {@code -} for standard output
   * @param columns column names in order; what rows hold beyond them is left out
   * @param questions what the rows answer, in their order
   * @param answer cells by column of one row; asked from several threads
   */
  public static <T> void write(
      String file,
      List<String> columns,
      List<T> questions,
      Function<T, Map<String, Object>> answer) {
    try {
      if (file.equals("-")) {
        Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        write(out, columns, questions, answer);
        out.flush();
        return;
      }
      Path target = Path.of(file).toAbsolutePath();
      if (Files.isDirectory(target)) {
        throw InvalidValueException.of("output file", file, "it is a folder.");
      }
      Path temporary = Files.createTempFile(target.getParent(), ".answers", ".tmp");
      try {
        try (Writer out = open(temporary, file.endsWith(".gz"))) {
          write(out, columns, questions, answer);
        }
        move(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException unwritable) {
      throw InvalidValueException.of(
          "output file", file, FileTrouble.writing(Path.of(file), unwritable));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherVolume) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Writer open(Path file, boolean compressed) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    OutputStream plain = compressed ? new GZIPOutputStream(raw) : raw;
    return new BufferedWriter(new OutputStreamWriter(plain, StandardCharsets.UTF_8));
  }

  private static <T> void write(
      Writer out, List<String> columns, List<T> questions, Function<T, Map<String, Object>> answer)
      throws IOException {
    out.write(String.join(",", columns));
    out.write('\n');
    for (int from = 0; from < questions.size(); from += AT_ONCE) {
      List<T> next = questions.subList(from, Math.min(from + AT_ONCE, questions.size()));
      for (String line :
          next.parallelStream().map(one -> line(columns, answer.apply(one))).toList()) {
        out.write(line);
      }
    }
  }

  /** A row with its line end; what it holds beyond the columns is left out. */
  static String line(List<String> columns, Map<String, Object> row) {
    StringBuilder line = new StringBuilder(16 * columns.size());
    append(line, columns, row);
    return line.toString();
  }

  /** Appends a row with its line end. */
  static void append(StringBuilder lines, List<String> columns, Map<String, Object> row) {
    for (int column = 0; column < columns.size(); column++) {
      if (column > 0) {
        lines.append(',');
      }
      lines.append(quoted(text(row.get(columns.get(column)))));
    }
    lines.append('\n');
  }

  /** Text of a cell; numbers read back as the same number. */
  static String text(@org.jspecify.annotations.Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return number.isNaN() ? "" : DoubleToDecimal.toString(number);
    }
    if (value instanceof JsonNode node) {
      return node.isNull() ? "" : node.toString();
    }
    return value.toString();
  }

  private static String quoted(String text) {
    boolean special =
        text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
