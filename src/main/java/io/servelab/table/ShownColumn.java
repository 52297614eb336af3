package io.servelab.table;

import java.util.List;

/**
 * One column, ready to be written in any form.
 *
 * @param name the full column name, which code uses
 * @param title label and unit
 * @param number whether the cells are numbers and stand at the right
 * @param cells the text of each shown row, not escaped
 * @param bars the length of each row's bar between 0 and 1; empty if the column has no bars
 */
record ShownColumn(
    String name, ColumnTitle title, boolean number, List<String> cells, List<Double> bars) {

  ShownColumn {
    cells = List.copyOf(cells);
    bars = List.copyOf(bars);
  }
}
