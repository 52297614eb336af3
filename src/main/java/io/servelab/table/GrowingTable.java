package io.servelab.table;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table to which rows are added while somebody looks at it. */
public final class GrowingTable {

  private final Table table;

  /**
   * A table without rows.
   *
   * @param numbers which columns hold numbers; the others hold texts
   */
  public GrowingTable(String name, List<String> columns, Predicate<String> numbers) {
    table = Table.create(name);
    for (String column : columns) {
      table.addColumns(
          numbers.test(column) ? DoubleColumn.create(column) : StringColumn.create(column));
    }
  }

  /**
   * Adds a row.
   *
   * @param cells values by column, numbers also as text; one that is absent or blank is missing
   */
  public void add(Map<String, ?> cells) {
    for (tech.tablesaw.columns.Column<?> column : table.columns()) {
      Object value = cells.get(column.name());
      String text = value == null ? "" : value.toString();
      if (text.isEmpty()) {
        column.appendMissing();
      } else if (column instanceof DoubleColumn numbers) {
        numbers.append(Double.parseDouble(text));
      } else {
        ((StringColumn) column).append(text);
      }
    }
  }

  /** The table as it is now; it goes on growing. */
  public Table table() {
    return table;
  }
}
