package io.servelab.step;

import io.servelab.op.OpTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Time of a pass with its operations in order; operations of one name are reported together.
 *
 * <p>Immutable. Passes of the same operations share their names, so adding them up is cheap.
 */
public final class PassTime {

  /** A pass without operations. */
  public static final PassTime NONE = new PassTime(List.of());

  private final List<String> names;
  private final OpTime[] times;

  private PassTime(List<String> names, OpTime[] times) {
    this.names = names;
    this.times = times;
  }

  /** A pass of these operations; names occur once. */
  public PassTime(List<Row> rows) {
    this(
        rows.stream().map(Row::name).toList(), rows.stream().map(Row::time).toArray(OpTime[]::new));
  }

  /**
   * One operation of a pass.
   *
   * @param name name of the operation
   * @param time time of all its calls
   */
  public record Row(String name, OpTime time) {}

  /**
   * A pass whose names are shared with others; the array is not copied.
   *
   * @param names unique names
   * @param times {@code times[i]} belongs to {@code names.get(i)}
   */
  static PassTime shared(List<String> names, OpTime[] times) {
    return new PassTime(names, times);
  }

  /** Operations in order. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(times.length);
    for (int index = 0; index < times.length; index++) {
      rows.add(new Row(names.get(index), times[index]));
    }
    return List.copyOf(rows);
  }

  /** Time of the pass, milliseconds. */
  public double latencyMs() {
    double sum = 0;
    for (OpTime time : times) {
      sum += time.latencyMs();
    }
    return sum;
  }

  /** Energy of the pass, watt-milliseconds; counts only operations whose power was measured. */
  public double energyWms() {
    double sum = 0;
    for (OpTime time : times) {
      sum += time.energyWms();
    }
    return sum;
  }

  /** Time in operations whose power was measured, milliseconds. */
  public double poweredMs() {
    double sum = 0;
    for (OpTime time : times) {
      sum += time.energyWms() > 0 ? time.latencyMs() : 0;
    }
    return sum;
  }

  /** The pass repeated, or a share of it. */
  public PassTime times(double count) {
    if (count == 1) {
      return this;
    }
    OpTime[] scaled = new OpTime[times.length];
    for (int index = 0; index < scaled.length; index++) {
      scaled[index] = times[index].times(count);
    }
    return new PassTime(names, scaled);
  }

  /** Both passes; operations of one name are added up. */
  public PassTime plus(PassTime other) {
    if (times.length == 0) {
      return other;
    }
    if (names == other.names) {
      OpTime[] sums = new OpTime[times.length];
      for (int index = 0; index < sums.length; index++) {
        sums[index] = times[index].plus(other.times[index]);
      }
      return new PassTime(names, sums);
    }
    Map<String, OpTime> byName = new LinkedHashMap<>();
    addTo(byName);
    other.addTo(byName);
    return new PassTime(List.copyOf(byName.keySet()), byName.values().toArray(OpTime[]::new));
  }

  private void addTo(Map<String, OpTime> byName) {
    for (int index = 0; index < times.length; index++) {
      byName.merge(names.get(index), times[index], OpTime::plus);
    }
  }

  /** The same pass with its operations reported under longer names. */
  public PassTime suffixed(String suffix) {
    return new PassTime(names.stream().map(name -> name + suffix).toList(), times);
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT, "%.4f ms in %d operations", latencyMs(), times.length);
  }
}
