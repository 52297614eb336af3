package io.servelab.table;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Writes a table as CSV: UTF-8, LF, a header, empty cells for missing values, and doubles with the
 * fewest digits that read back to the same number.
 */
public final class CsvText {

  private CsvText() {}

  /** The whole table as CSV. */
  public static String of(Table table) {
    StringBuilder out = new StringBuilder();
    List<Column<?>> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      separate(out, i);
      out.append(quoted(columns.get(i).name()));
    }
    out.append('\n');
    for (int row = 0; row < table.rowCount(); row++) {
      for (int i = 0; i < columns.size(); i++) {
        separate(out, i);
        out.append(cell(columns.get(i), row));
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** Writes the whole table to a file, replacing it. */
  public static void write(Table table, Path file) {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(of(table));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write the table to " + file, failure);
    }
  }

  private static void separate(StringBuilder out, int index) {
    if (index > 0) {
      out.append(',');
    }
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof DoubleColumn numbers) {
      return DoubleToDecimal.toString(numbers.getDouble(row));
    }
    return quoted(String.valueOf(column.get(row)));
  }

  /** Quotes only where a reader would otherwise split or lose something. */
  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(symbol -> ",\"\r\n".indexOf(symbol) >= 0);
    boolean stripped = text.equals(text.strip()) && !text.isEmpty();
    return plain && stripped ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
