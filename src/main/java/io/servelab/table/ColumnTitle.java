package io.servelab.table;

import java.util.List;
import java.util.Map;

/**
 * What a column is called and what its numbers are measured in.
 *
 * @param label the name without the unit, such as {@code ttft}
 * @param unit the unit as people write it, such as {@code ms} or {@code tokens/s/GPU}; empty if the
 *     name has none
 */
public record ColumnTitle(String label, String unit) {

  /** Longer suffixes first, so that {@code gb_s} is not read as seconds. */
  private static final List<Map.Entry<String, String>> UNITS =
      List.of(
          Map.entry("tokens_s_gpu", "tokens/s/GPU"),
          Map.entry("tokens_s_user", "tokens/s/user"),
          Map.entry("tokens_s", "tokens/s"),
          Map.entry("requests_s", "requests/s"),
          Map.entry("tflop_s", "TFLOP/s"),
          Map.entry("gb_s", "GB/s"),
          Map.entry("usd_mtokens", "USD/M tokens"),
          Map.entry("usd_hour", "USD/h"),
          Map.entry("flop_byte", "FLOP/B"),
          Map.entry("tflop", "TFLOP"),
          Map.entry("w_ms", "W·ms"),
          Map.entry("wms", "W·ms"),
          Map.entry("bytes", "B"),
          Map.entry("kib", "KiB"),
          Map.entry("mib", "MiB"),
          Map.entry("gib", "GiB"),
          Map.entry("tib", "TiB"),
          Map.entry("mb", "MB"),
          Map.entry("gb", "GB"),
          Map.entry("pct", "%"),
          Map.entry("usd", "USD"),
          Map.entry("ms", "ms"),
          Map.entry("us", "µs"),
          Map.entry("ns", "ns"),
          Map.entry("kw", "kW"),
          Map.entry("s", "s"),
          Map.entry("w", "W"),
          Map.entry("j", "J"));

  /** Reads the unit off the end of a column name; one that is only a unit is a rate. */
  public static ColumnTitle of(String columnName) {
    if (columnName.equals("requests_s")) {
      return new ColumnTitle("rate", "requests/s");
    }
    for (Map.Entry<String, String> unit : UNITS) {
      String suffix = "_" + unit.getKey();
      if (columnName.endsWith(suffix) && columnName.length() > suffix.length()) {
        int end = columnName.length() - suffix.length();
        return new ColumnTitle(columnName.substring(0, end), unit.getValue());
      }
    }
    return new ColumnTitle(columnName, "");
  }

  /** Whether the name ends with a unit. */
  public boolean hasUnit() {
    return !unit.isEmpty();
  }

  /** Label and unit in one line, such as {@code ttft (ms)}. */
  @Override
  public String toString() {
    return hasUnit() ? label + " (" + unit + ")" : label;
  }
}
