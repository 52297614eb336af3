package io.servelab.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table whose rows are values of one type, one line a column.
 *
 * <p>Immutable, so that a builder can be a constant that makes many tables. Names end with the unit
 * ({@code ttft_ms}).
 *
 * @param <T> the type of a row's value, usually a record
 */
public final class TableBuilder<T> {

  /** Makes the column of a list of rows. */
  @FunctionalInterface
  private interface ColumnMaker<T> {
    Column<?> make(Collection<? extends T> rows);
  }

  private final String name;
  private final List<ColumnMaker<T>> columns;

  private TableBuilder(String name, List<ColumnMaker<T>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /**
   * A table without columns yet.
   *
   * @param name what the table is called where it is shown
   */
  public static <T> TableBuilder<T> named(String name) {
    return new TableBuilder<>(name, List.of());
  }

  /** With a column of text; {@code null} is a missing value, anything else is shown as text. */
  public TableBuilder<T> text(String column, Function<? super T, ? extends @Nullable Object> get) {
    return with(
        rows -> {
          StringColumn made = StringColumn.create(column);
          for (T row : rows) {
            Object value = get.apply(row);
            if (value == null) {
              made.appendMissing();
            } else {
              made.append(value.toString());
            }
          }
          return made;
        });
  }

  /** With a column of numbers; NaN is a missing value. */
  public TableBuilder<T> number(String column, ToDoubleFunction<? super T> get) {
    return with(rows -> DoubleColumn.create(column, rows.stream().mapToDouble(get).toArray()));
  }

  /** With a column of whole numbers. */
  public TableBuilder<T> integer(String column, ToLongFunction<? super T> get) {
    return with(rows -> LongColumn.create(column, rows.stream().mapToLong(get).toArray()));
  }

  /** With a column of yes or no. */
  public TableBuilder<T> flag(String column, Predicate<? super T> get) {
    return with(
        rows -> {
          BooleanColumn made = BooleanColumn.create(column);
          rows.forEach(row -> made.append(get.test(row)));
          return made;
        });
  }

  /**
   * With the columns of a part of the row.
   *
   * @param part the builder of the part
   * @param get takes the part from the row
   */
  public <P> TableBuilder<T> part(TableBuilder<P> part, Function<? super T, ? extends P> get) {
    TableBuilder<T> extended = this;
    for (ColumnMaker<P> maker : part.columns) {
      extended = extended.with(rows -> maker.make(rows.stream().map(get).toList()));
    }
    return extended;
  }

  /** The same columns under another table name. */
  public TableBuilder<T> renamed(String newName) {
    return new TableBuilder<>(newName, columns);
  }

  /** The table of these rows, in their order; the caller owns it. */
  public Table build(Collection<? extends T> rows) {
    Table table = Table.create(name);
    for (ColumnMaker<T> maker : columns) {
      table.addColumns(maker.make(rows));
    }
    return table;
  }

  private TableBuilder<T> with(ColumnMaker<T> column) {
    List<ColumnMaker<T>> extended = new ArrayList<>(columns);
    extended.add(column);
    return new TableBuilder<>(name, extended);
  }
}
