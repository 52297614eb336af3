package io.servelab.table;

/**
 * How much of a table is shown.
 *
 * @param rows rows at most
 * @param columns columns at most
 * @param digits significant digits of the largest number of a column
 */
record ViewLimits(int rows, int columns, int digits) {

  ViewLimits withRows(int most) {
    return new ViewLimits(most, columns, digits);
  }

  ViewLimits withColumns(int most) {
    return new ViewLimits(rows, most, digits);
  }

  ViewLimits withDigits(int significant) {
    return new ViewLimits(rows, columns, significant);
  }
}
