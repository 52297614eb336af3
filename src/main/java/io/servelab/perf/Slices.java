package io.servelab.perf;

import io.servelab.error.NoDataException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/**
 * A table divided into grids by its categorical columns; a grid is built when first asked for.
 *
 * @param <K> the categorical key, a value with a readable {@code toString}
 */
public final class Slices<K> {

  private final String name;
  private final Map<K, RowList> rowsByKey;
  private final Axes axes;
  private final Function<K, Optional<Roofline>> floor;
  private final Map<K, Grid> grids = new ConcurrentHashMap<>();

  private Slices(
      String name, Map<K, RowList> rowsByKey, Axes axes, Function<K, Optional<Roofline>> floor) {
    this.name = name;
    this.rowsByKey = rowsByKey;
    this.axes = axes;
    this.floor = floor;
  }

  /**
   * How the rows of a table become points.
   *
   * @param latencyMs time of a row, milliseconds
   * @param powerW mean power of a row, watts; 0 where none was measured
   * @param coordinates value of a row on each axis, in axis order
   */
  public record Axes(
      IntToDoubleFunction latencyMs,
      IntToDoubleFunction powerW,
      List<IntToDoubleFunction> coordinates) {

    /** Copies the list. */
    public Axes {
      coordinates = List.copyOf(coordinates);
    }

    /** Points with the usual {@code latency_ms} and, where present, {@code power_w} columns. */
    public static Axes of(PerfTable table, IntToDoubleFunction... coordinates) {
      PerfTable.NumberColumn latency = table.number("latency_ms");
      PerfTable.NumberColumn power = table.numberOr("power_w", 0);
      return new Axes(
          latency::at,
          row -> Double.isNaN(power.at(row)) ? 0 : power.at(row),
          List.of(coordinates));
    }
  }

  /** Row numbers in file order. */
  private static final class RowList {
    private int[] rows = new int[16];
    private int size;

    void add(int row) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
      }
      rows[size++] = row;
    }
  }

  /**
   * Divides a table.
   *
   * @param table the rows
   * @param keys categorical key of a row; rows without one are left out
   * @param axes how rows become points
   */
  public static <K> Slices<K> of(PerfTable table, RowKeys<K> keys, Axes axes) {
    Map<K, RowList> rowsByKey = new LinkedHashMap<>();
    RowList list = new RowList();
    int previous = -1;
    for (int row = 0; row < table.rows(); row++) {
      if (previous < 0 || !keys.same(row, previous)) {
        Optional<K> found = keys.of(row);
        if (found.isEmpty()) {
          continue;
        }
        list = rowsByKey.computeIfAbsent(found.get(), fresh -> new RowList());
      }
      list.add(row);
      previous = row;
    }
    return new Slices<>(table.name(), rowsByKey, axes, found -> Optional.empty());
  }

  /** The same slices with every latency raised to a roofline, where the slice has one. */
  public Slices<K> flooredBy(Function<K, Optional<Roofline>> rooflineOfKey) {
    return new Slices<>(name, rowsByKey, axes, rooflineOfKey);
  }

  /** Keys in the order of their first row. */
  public Set<K> keys() {
    return rowsByKey.keySet();
  }

  /** Row numbers of a slice in file order; empty without such a slice. */
  public List<Integer> rows(K key) {
    RowList list = rowsByKey.get(key);
    return list == null ? List.of() : Arrays.stream(list.rows, 0, list.size).boxed().toList();
  }

  /** The grid of a key. */
  public Optional<Grid> find(K key) {
    RowList list = rowsByKey.get(key);
    return list == null
        ? Optional.empty()
        : Optional.of(grids.computeIfAbsent(key, absent -> build(absent, list)));
  }

  /**
   * The grid of a key.
   *
   * @throws NoDataException if no row has the key; names the closest keys that rows have
   */
  public Grid require(K key) {
    return find(key).orElseThrow(() -> missing(key, any -> true));
  }

  /** The error for a key that no row has; names the nearest keys that are there. */
  public NoDataException missing(K key, Predicate<K> worthListing) {
    // Searches miss thousands of keys and only count them: the words wait until somebody reads.
    return NoDataException.measurement(
        () -> {
          List<K> there = rowsByKey.keySet().stream().filter(worthListing).toList();
          String near = KeyText.nearest(key, there.isEmpty() ? rowsByKey.keySet() : there);
          return "Table "
              + name
              + " has no rows for "
              + KeyText.of(key)
              + ".\n"
              + (near.isEmpty() ? "It has no rows at all." : "Nearest rows have " + near + ".");
        });
  }

  private Grid build(K key, RowList list) {
    Optional<Roofline> bound = floor.apply(key);
    GridBuilder builder = new GridBuilder(axes.coordinates().size());
    double[] point = new double[axes.coordinates().size()];
    for (int index = 0; index < list.size; index++) {
      int row = list.rows[index];
      for (int axis = 0; axis < point.length; axis++) {
        point[axis] = axes.coordinates().get(axis).applyAsDouble(row);
      }
      double measuredMs = axes.latencyMs().applyAsDouble(row);
      double latencyMs =
          bound.isPresent() ? Math.max(measuredMs, bound.get().ms(point)) : measuredMs;
      double energyWms = axes.powerW().applyAsDouble(row) * measuredMs;
      builder.add(latencyMs, latencyMs > 0 ? energyWms / latencyMs : 0, point);
    }
    return builder.build();
  }
}
