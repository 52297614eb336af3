package io.servelab.op.attention;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.Slices;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

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
    PerfTable.TextColumn lane = table.text("kernel_source");
    PerfTable.TextColumn math = table.textOr("attn_dtype", "");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    PerfTable.NumberColumn kvHeads = table.number("num_key_value_heads");
    PerfTable.NumberColumn heads = table.number("num_heads");
    PerfTable.NumberColumn dim = table.number("head_dim");
    PerfTable.NumberColumn window = table.numberOr("window_size", 0);
    return new AttentionTable(
        Slices.of(
            table,
            row ->
                Optional.of(
                    new AttentionSlice(
                        lane.at(row),
                        math.at(row),
                        kv.at(row),
                        kvHeads.at(row) == heads.at(row) ? 0 : (int) kvHeads.at(row),
                        (int) dim.at(row),
                        (int) window.at(row))),
            Slices.Axes.of(table, axes)));
  }

  /** The same with every time raised to a roofline, where the slice has one. */
  AttentionTable flooredBy(Function<AttentionSlice, Optional<Roofline>> floor) {
    return new AttentionTable(slices.flooredBy(floor));
  }

  /** The slice of the answering lane. */
  Optional<Grid> find(AttentionSlice wanted, List<String> lanes) {
    for (String lane : lanes) {
      Optional<Grid> found = slices.find(wanted.inLane(lane));
      if (found.isPresent()) {
        return found;
      }
    }
    return slices.keys().stream()
        .filter(wanted::sameButLane)
        .max(Comparator.comparing(AttentionSlice::lane))
        .flatMap(slices::find);
  }

  /**
   * The slice of the answering lane.
   *
   * @throws NoDataException if no lane has it
   */
  Grid require(AttentionSlice wanted, List<String> lanes) {
    return find(wanted, lanes)
        .orElseThrow(
            () -> slices.missing(wanted, key -> key.headDim() == wanted.headDim()));
  }

  /** Head widths collected with any window for the slice's formats and key-value heads. */
  List<Integer> headDims(AttentionSlice wanted) {
    return slices.keys().stream()
        .filter(
            key ->
                wanted.withHeadDim(key.headDim()).withWindow(key.window()).sameButLane(key))
        .map(AttentionSlice::headDim)
        .distinct()
        .sorted()
        .toList();
  }
}
