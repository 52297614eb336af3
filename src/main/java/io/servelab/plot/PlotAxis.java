package io.servelab.plot;

import io.servelab.table.ColumnTitle;

/**
 * What an axis shows.
 *
 * @param label the quantity, in words
 * @param unit its unit; empty for a pure number
 * @param logarithmic whether equal distances are equal ratios
 */
public record PlotAxis(String label, String unit, boolean logarithmic) {

  /** A linear axis. */
  public static PlotAxis of(String label, String unit) {
    return new PlotAxis(label, unit, false);
  }

  /** A logarithmic axis; values that are not positive are not shown. */
  public static PlotAxis log(String label, String unit) {
    return new PlotAxis(label, unit, true);
  }

  /** The axis of a table column whose name ends with its unit, such as {@code ttft_ms}. */
  public static PlotAxis ofColumn(String columnName) {
    ColumnTitle title = ColumnTitle.of(columnName);
    return of(title.label().replace('_', ' '), title.unit());
  }

  /** Label and unit in one line. */
  public String title() {
    return unit.isEmpty() ? label : label + " (" + unit + ")";
  }
}
