package io.servelab.table;

import java.util.List;
import java.util.stream.Stream;

/**
 * The part of a table that is shown, ready to be written in any form.
 *
 * @param caption the line above, possibly empty
 * @param columns at least the first ones
 * @param rows how many rows each column has
 * @param leftOut a line below that says what is not shown; empty if everything is
 * @param notes more lines below
 */
record ShownTable(
    String caption, List<ShownColumn> columns, int rows, String leftOut, List<String> notes) {

  ShownTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** All lines below. */
  List<String> allNotes() {
    return leftOut.isEmpty() ? notes : Stream.concat(Stream.of(leftOut), notes.stream()).toList();
  }

  /** Whether any column title has a unit. */
  boolean hasUnits() {
    return columns.stream().anyMatch(column -> column.title().hasUnit());
  }
}
