package io.servelab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Cuts a table to the part that is shown and writes its cells. */
final class TableSelection {

  private static final int NAMES_LEFT_OUT = 8;

  /** A share of less than a hundredth of a percent is none to a reader. */
  private static final int PERCENT_DECIMALS = 2;

  private final Table table;
  private final ViewLimits limits;
  private final Set<String> bars;

  TableSelection(Table table, ViewLimits limits, Set<String> bars) {
    this.table = table;
    this.limits = limits;
    this.bars = bars;
  }

  /** The shown part, with what was left out. */
  ShownTable shown(String caption, List<String> notes) {
    int rows = Math.min(table.rowCount(), limits.rows());
    int columns = Math.min(table.columnCount(), limits.columns());
    List<ShownColumn> shown = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      shown.add(column(table.column(i), rows));
    }
    boolean all = rows == table.rowCount() && columns == table.columnCount();
    return new ShownTable(caption, shown, rows, all ? "" : leftOut(rows, columns), notes);
  }

  private ShownColumn column(Column<?> column, int rows) {
    ColumnTitle title = ColumnTitle.of(column.name());
    if (column instanceof NumericColumn<?> numbers) {
      double[] values =
          IntStream.range(0, rows)
              .mapToDouble(row -> numbers.isMissing(row) ? Double.NaN : numbers.getDouble(row))
              .toArray();
      Digits digits = Digits.of(values, limits.digits());
      if (title.unit().equals("%")) {
        digits = digits.atMost(PERCENT_DECIMALS);
      }
      List<String> cells = DoubleStream.of(values).mapToObj(digits::text).toList();
      List<Double> shown = DoubleStream.of(values).boxed().toList();
      return new ShownColumn(column.name(), title, cells, shown, bars.contains(column.name()));
    }
    List<String> cells = IntStream.range(0, rows).mapToObj(row -> text(column, row)).toList();
    return new ShownColumn(column.name(), title, cells, List.of(), false);
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return Digits.MISSING;
    }
    if (column instanceof BooleanColumn flags) {
      return flags.get(row) ? "yes" : "no";
    }
    return column.getString(row);
  }

  private String leftOut(int rows, int columns) {
    String note = String.format(Locale.ROOT, "%,d of %,d rows", rows, table.rowCount());
    if (columns == table.columnCount()) {
      return note + ".";
    }
    List<String> hidden = table.columnNames().subList(columns, table.columnCount());
    String names = String.join(", ", hidden.subList(0, Math.min(hidden.size(), NAMES_LEFT_OUT)));
    String more = hidden.size() > NAMES_LEFT_OUT ? ", …" : "";
    return String.format(
        Locale.ROOT,
        "%s, %d of %d columns; left out: %s%s.",
        note,
        columns,
        table.columnCount(),
        names,
        more);
  }
}
