package io.servelab.perf;

import io.servelab.error.InvalidValueException;
import io.servelab.perf.PerfTable.NumberColumn;
import io.servelab.perf.PerfTable.TextColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads a table from {@code .csv} or {@code .csv.gz}.
 *
 * <p>The first line names the columns. A column holds numbers if its first non-empty cell is one,
 * unless it is named as text. Anything that does not parse stops the read with file, line and
 * column: a damaged table must never answer.
 */
final class TableReader {

  private final Path file;
  private final Set<String> textColumns;
  private final byte[] bytes;
  private int at;
  private int line = 1;

  private TableReader(Path file, Set<String> textColumns, byte[] bytes) {
    this.file = file;
    this.textColumns = textColumns;
    this.bytes = bytes;
  }

  /**
   * Reads a whole table.
   *
   * @param name name of the table
   * @param file where it is
   * @param textColumns columns that stay text even where cells look like numbers
   * @throws InvalidValueException if the file is unreadable, truncated or malformed
   */
  static PerfTable read(String name, Path file, Set<String> textColumns) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain =
            file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return new TableReader(file, textColumns, plain.readAllBytes()).parse(name);
    } catch (IOException damage) {
      throw InvalidValueException.because(
          "Cannot read table "
              + file
              + ": "
              + damage.getMessage()
              + ".\nImport it again or restore it from version control.");
    }
  }

  private PerfTable parse(String name) {
    List<String> columns = header();
    int rows = countRows();
    Cells[] cells = new Cells[columns.size()];
    Arrays.setAll(cells, column -> new Cells(columns.get(column), rows));
    for (int row = 0; row < rows; row++) {
      line++;
      for (int column = 0; column < cells.length; column++) {
        boolean last = column == cells.length - 1;
        int end = cellEnd(columns.get(column), last);
        cells[column].set(row, at, end);
        at = end + 1;
      }
    }
    Map<String, NumberColumn> numbers = new LinkedHashMap<>();
    Map<String, TextColumn> texts = new LinkedHashMap<>();
    for (Cells column : cells) {
      column.finish(numbers, texts);
    }
    return new PerfTable(name, rows, columns, numbers, texts);
  }

  private List<String> header() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      throw damaged("", "the first line must name the columns");
    }
    at = end + 1;
    return List.of(text.split(",", -1));
  }

  private int countRows() {
    int rows = 0;
    for (int index = at; index < bytes.length; index++) {
      if (bytes[index] == '\n') {
        rows++;
      }
    }
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      line = rows + 2;
      throw damaged("", "the last line has no end; the file is cut off");
    }
    return rows;
  }

  private int cellEnd(String column, boolean last) {
    int end = at;
    while (bytes[end] != ',' && bytes[end] != '\n') {
      end++;
    }
    if (last != (bytes[end] == '\n')) {
      throw damaged(column, last ? "more cells than columns" : "fewer cells than columns");
    }
    return end;
  }

  private InvalidValueException damaged(String column, String reason) {
    String place = column.isEmpty() ? "" : ", column " + column;
    return InvalidValueException.because(
        "Damaged table " + file + ", line " + line + place + ": " + reason + ".");
  }

  /** The cells of one column while it is read. */
  private final class Cells {
    private final String column;
    private final double[] values;
    private int[] codes = new int[0];
    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> codeByWord = new LinkedHashMap<>();
    private byte[] lastWord = new byte[0];
    private int lastCode = -1;

    Cells(String column, int rows) {
      this.column = column;
      this.values = new double[rows];
      if (textColumns.contains(column)) {
        becomeText(0);
      }
    }

    private boolean isText() {
      return codes.length == values.length && values.length > 0;
    }

    void set(int row, int start, int end) {
      if (!isText()) {
        if (start == end) {
          values[row] = Double.NaN;
          return;
        }
        double value = Numbers.parse(bytes, start, end);
        if (!Double.isNaN(value)) {
          values[row] = requireUsable(value);
          return;
        }
        becomeText(row);
      }
      codes[row] = code(start, end);
    }

    /** A column is text if nothing but empty cells came before its first word. */
    private void becomeText(int row) {
      for (int before = 0; before < row; before++) {
        if (!Double.isNaN(values[before])) {
          throw damaged(column, "expected a number");
        }
      }
      codes = new int[values.length];
      words.add("");
      codeByWord.put("", 0);
    }

    private int code(int start, int end) {
      if (lastCode >= 0 && Arrays.equals(lastWord, 0, lastWord.length, bytes, start, end)) {
        return lastCode;
      }
      lastWord = Arrays.copyOfRange(bytes, start, end);
      String word = new String(lastWord, StandardCharsets.UTF_8);
      lastCode =
          codeByWord.computeIfAbsent(
              word,
              fresh -> {
                words.add(fresh);
                return words.size() - 1;
              });
      return lastCode;
    }

    private double requireUsable(double value) {
      boolean measured = column.endsWith("_ms") || column.endsWith("_us") || column.endsWith("_w");
      if (measured && (value < 0 || Double.isInfinite(value))) {
        throw damaged(column, "a measured value cannot be " + value);
      }
      return value;
    }

    void finish(Map<String, NumberColumn> numbers, Map<String, TextColumn> texts) {
      if (isText()) {
        texts.put(column, new TextColumn(codes, words.toArray(String[]::new)));
      } else {
        numbers.put(column, new NumberColumn(values));
      }
    }
  }
}
