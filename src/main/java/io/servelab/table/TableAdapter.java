package io.servelab.table;

import io.servelab.notebook.DisplayAdapter;
import io.servelab.notebook.Displayable;
import tech.tablesaw.api.Table;

/** Shows a bare Tablesaw table. */
public final class TableAdapter implements DisplayAdapter<Table> {

  @Override
  public Class<Table> type() {
    return Table.class;
  }

  @Override
  public Displayable display(Table value) {
    return TableView.of(value);
  }
}
