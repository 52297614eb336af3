package io.servelab.op.attention;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.RowKeys;
import io.servelab.perf.Slices;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/**
 * An attention table divided by kernel lane and by everything that is not an axis.
 *
 * <p>The first listed lane that has the slice answers, whatever points it covers; if no listed lane
 * has it, the alphabetically last lane that does.
 */
final class AttentionTable {

  private final Slices<AttentionSlice> slices;

  private AttentionTable(Slices<AttentionSlice> slices) {
    this.slices = slices;
  }

  /** Divides a table; axes are heads, then the given ones. */
  static AttentionTable of(PerfTable table, IntToDoubleFunction... axes) {
    return new AttentionTable(Slices.of(table, new RowSlices(table), Slices.Axes.of(table, axes)));
  }

  /** Reads the slice of a row; neighbours are compared without making their slices. */
  private static final class RowSlices implements RowKeys<AttentionSlice> {
    private final PerfTable.TextColumn lane;
    private final PerfTable.TextColumn math;
    private final PerfTable.TextColumn kv;
    private final PerfTable.NumberColumn kvHeads;
    private final PerfTable.NumberColumn heads;
    private final PerfTable.NumberColumn dim;
    private final PerfTable.NumberColumn window;

    RowSlices(PerfTable table) {
      this.lane = table.text("kernel_source");
      this.math = table.textOr("attn_dtype", "");
      this.kv = table.text("kv_cache_dtype");
      this.kvHeads = table.number("num_key_value_heads");
      this.heads = table.number("num_heads");
      this.dim = table.number("head_dim");
      this.window = table.numberOr("window_size", 0);
    }

    @Override
    public Optional<AttentionSlice> of(int row) {
      return Optional.of(
          new AttentionSlice(
              lane.at(row),
              math.at(row),
              kv.at(row),
              kvKey(row),
              (int) dim.at(row),
              (int) window.at(row)));
    }

    @Override
    public boolean same(int row, int other) {
      return lane.code(row) == lane.code(other)
          && math.code(row) == math.code(other)
          && kv.code(row) == kv.code(other)
          && kvKey(row) == kvKey(other)
          && dim.at(row) == dim.at(other)
          && window.at(row) == window.at(other);
    }

    private int kvKey(int row) {
      return kvHeads.at(row) == heads.at(row) ? 0 : (int) kvHeads.at(row);
    }
  }

  /** The same with every time raised to a roofline, where the slice has one. */
  AttentionTable flooredBy(Function<AttentionSlice, Optional<Roofline>> floor) {
    return new AttentionTable(slices.flooredBy(floor));
  }

  /** The slice of its lane. */
  Optional<Grid> find(AttentionSlice wanted) {
    return slices.find(wanted);
  }

  /** The slice of the answering lane. */
  Optional<Grid> find(AttentionSlice wanted, List<String> lanes) {
    return answering(wanted, lanes).flatMap(slices::find);
  }

  /** The slice with the answering lane. */
  Optional<AttentionSlice> answering(AttentionSlice wanted, List<String> lanes) {
    return lanes.stream()
        .map(wanted::inLane)
        .filter(slices.keys()::contains)
        .findFirst()
        .or(
            () ->
                slices.keys().stream()
                    .filter(wanted::sameButLane)
                    .max(Comparator.comparing(AttentionSlice::lane)));
  }

  /**
   * The slice with the answering lane.
   *
   * @throws NoDataException if no lane has it
   */
  AttentionSlice requireAnswering(AttentionSlice wanted, List<String> lanes) {
    return answering(wanted, lanes)
        .orElseThrow(() -> slices.missing(wanted, key -> key.headDim() == wanted.headDim()));
  }

  /**
   * The rows of the answering lane.
   *
   * @throws NoDataException if no lane has it
   */
  Grid require(AttentionSlice wanted, List<String> lanes) {
    return slices.require(requireAnswering(wanted, lanes));
  }

  /** Row numbers of a slice in file order. */
  List<Integer> rows(AttentionSlice slice) {
    return slices.rows(slice);
  }

  /** All slices. */
  Set<AttentionSlice> all() {
    return slices.keys();
  }

  /** Head widths collected with any window for the slice's formats and key-value heads. */
  List<Integer> headDims(AttentionSlice wanted) {
    return headDims(
        key -> wanted.withHeadDim(key.headDim()).withWindow(key.window()).sameButLane(key));
  }

  /** The same of the slice's lane only. */
  List<Integer> headDimsInLane(AttentionSlice wanted) {
    return headDims(key -> wanted.withHeadDim(key.headDim()).withWindow(key.window()).equals(key));
  }

  private List<Integer> headDims(Predicate<AttentionSlice> similar) {
    return slices.keys().stream()
        .filter(similar)
        .map(AttentionSlice::headDim)
        .distinct()
        .sorted()
        .toList();
  }
}
