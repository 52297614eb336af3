package io.servelab.table;

import io.servelab.notebook.DisplayAdapter;
import io.servelab.notebook.Displayable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows a bare Tablesaw column as a table of one column. */
public final class ColumnAdapter implements DisplayAdapter<Column<?>> {

  /** A class literal cannot carry a wildcard, so the type argument is added here. */
  @Override
  @SuppressWarnings("unchecked")
  public Class<Column<?>> type() {
    return (Class<Column<?>>) (Class<?>) Column.class;
  }

  @Override
  public Displayable display(Column<?> value) {
    return TableView.of(Table.create("", value));
  }
}
