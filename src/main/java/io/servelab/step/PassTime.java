package io.servelab.step;

import io.servelab.op.OpTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Time of a pass with its operations in order; operations of one name are reported together.
 *
 * @param rows operations
 */
public record PassTime(List<Row> rows) {

  /** A pass without operations. */
  public static final PassTime NONE = new PassTime(List.of());

  /** Copies the rows. */
  public PassTime {
    rows = List.copyOf(rows);
  }

  /**
   * One operation of a pass.
   *
   * @param name name of the operation
   * @param time time of all its calls
   */
  public record Row(String name, OpTime time) {}

  /** Time of the pass, milliseconds. */
  public double latencyMs() {
    double sum = 0;
    for (Row row : rows) {
      sum += row.time.latencyMs();
    }
    return sum;
  }

  /** Energy of the pass, watt-milliseconds; counts only operations whose power was measured. */
  public double energyWms() {
    double sum = 0;
    for (Row row : rows) {
      sum += row.time.energyWms();
    }
    return sum;
  }

  /** Time in operations whose power was measured, milliseconds. */
  public double poweredMs() {
    double sum = 0;
    for (Row row : rows) {
      sum += row.time.energyWms() > 0 ? row.time.latencyMs() : 0;
    }
    return sum;
  }

  /** The pass repeated, or a share of it. */
  public PassTime times(double count) {
    return count == 1
        ? this
        : new PassTime(
            rows.stream().map(row -> new Row(row.name, row.time.times(count))).toList());
  }

  /** Both passes; operations of one name are added up. */
  public PassTime plus(PassTime other) {
    List<Row> both = new ArrayList<>(rows);
    both.addAll(other.rows);
    return folded(both);
  }

  /** The same pass with its operations reported under longer names. */
  public PassTime suffixed(String suffix) {
    return new PassTime(rows.stream().map(row -> new Row(row.name + suffix, row.time)).toList());
  }

  /** Adds up rows of one name, in the order of their first appearance. */
  static PassTime folded(List<Row> rows) {
    Map<String, OpTime> byName = new LinkedHashMap<>();
    rows.forEach(row -> byName.merge(row.name, row.time, OpTime::plus));
    return new PassTime(
        byName.entrySet().stream().map(entry -> new Row(entry.getKey(), entry.getValue())).toList());
  }
}
