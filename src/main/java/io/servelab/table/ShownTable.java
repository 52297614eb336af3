package io.servelab.table;

import java.util.List;

/**
 * The part of a table that is shown, ready to be written in any form.
 *
 * @param caption the line above, possibly empty
 * @param columns at least the first ones
 * @param rows how many rows each column has
 * @param notes lines below, the first saying what was left out
 */
record ShownTable(String caption, List<ShownColumn> columns, int rows, List<String> notes) {

  ShownTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** Whether any column title has a unit. */
  boolean hasUnits() {
    return columns.stream().anyMatch(column -> column.title().hasUnit());
  }
}
