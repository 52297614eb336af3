package io.servelab.table;

import java.util.List;

/**
 * One column, ready to be written in any form.
 *
 * @param name the full column name, which code uses
 * @param title label and unit
 * @param cells the text of each shown row, not escaped
 * @param numbers the number of each shown row, NaN if it is missing; empty if they are not numbers
 * @param barred whether each cell has a bar as long as its number is large
 */
record ShownColumn(
    String name, ColumnTitle title, List<String> cells, List<Double> numbers, boolean barred) {

  ShownColumn {
    cells = List.copyOf(cells);
    numbers = List.copyOf(numbers);
  }

  /** Whether the cells are numbers and stand at the right. */
  boolean isNumber() {
    return !numbers.isEmpty();
  }

  /** How long the bar of a row is, from 0 to 1. */
  double barLength(int row) {
    double longest =
        numbers.stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    double own = Math.abs(numbers.get(row));
    return longest > 0 && Double.isFinite(own) ? own / longest : 0;
  }
}
