package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A table of DeepSeek-V4 attention blocks, divided by formats and heads. Heads are no axis: those
 * that were not measured take the next smaller measured number, else the smallest.
 */
final class Dsv4Table {

  private static final TableIndex<Dsv4Table> CSA_PREFILL = prefill(Dsv4Kind.CSA);
  private static final TableIndex<Dsv4Table> HCA_PREFILL = prefill(Dsv4Kind.HCA);
  private static final TableIndex<Dsv4Table> CSA_DECODE = decode(Dsv4Kind.CSA);
  private static final TableIndex<Dsv4Table> HCA_DECODE = decode(Dsv4Kind.HCA);

  private record Key(BlockFormats.Key formats, int wholeHeads, int localHeads) {}

  private final Slices<Key> slices;

  private Dsv4Table(PerfTable table, Function<PerfTable, Slices.Axes> axes) {
    IntFunction<BlockFormats.Key> formats = BlockFormats.ofRows(table);
    PerfTable.NumberColumn heads = table.number("num_heads");
    PerfTable.NumberColumn ranks = table.number("tp_size");
    this.slices =
        Slices.of(
            table,
            row ->
                Optional.of(
                    new Key(
                        formats.apply(row),
                        (int) (heads.at(row) * ranks.at(row)),
                        (int) heads.at(row))),
            axes.apply(table));
  }

  private static TableIndex<Dsv4Table> prefill(Dsv4Kind kind) {
    return database ->
        new Dsv4Table(
            database.table(kind.prefillTable()),
            table ->
                Slices.Axes.of(
                    table,
                    table.number("step")::at,
                    table.number("isl")::at,
                    table.number("batch_size")::at));
  }

  private static TableIndex<Dsv4Table> decode(Dsv4Kind kind) {
    return database ->
        new Dsv4Table(
            database.table(kind.decodeTable()),
            table -> {
              IntToDoubleFunction isl = table.number("isl")::at;
              IntToDoubleFunction step = table.number("step")::at;
              return Slices.Axes.of(
                  table,
                  table.number("batch_size")::at,
                  row -> isl.applyAsDouble(row) + step.applyAsDouble(row));
            });
  }

  /** The slice of a block over prompts. */
  static Optional<Grid> findPrefill(PerfDatabase database, Dsv4Block block) {
    return database
        .find(block.kind().prefillTable())
        .flatMap(table -> prefillOf(database, block).find(block));
  }

  /** The slice of a block for one new token. */
  static Optional<Grid> findDecode(PerfDatabase database, Dsv4Block block) {
    return database
        .find(block.kind().decodeTable())
        .flatMap(table -> decodeOf(database, block).find(block));
  }

  /**
   * The slice of a block over prompts.
   *
   * @throws NoDataException if there is none
   */
  static Grid requirePrefill(PerfDatabase database, Dsv4Block block) {
    return prefillOf(database, block).require(block);
  }

  /**
   * The slice of a block for one new token.
   *
   * @throws NoDataException if there is none
   */
  static Grid requireDecode(PerfDatabase database, Dsv4Block block) {
    return decodeOf(database, block).require(block);
  }

  private static Dsv4Table prefillOf(PerfDatabase database, Dsv4Block block) {
    return database.index(block.kind() == Dsv4Kind.CSA ? CSA_PREFILL : HCA_PREFILL);
  }

  private static Dsv4Table decodeOf(PerfDatabase database, Dsv4Block block) {
    return database.index(block.kind() == Dsv4Kind.CSA ? CSA_DECODE : HCA_DECODE);
  }

  private Optional<Grid> find(Dsv4Block block) {
    Predicate<Key> sameFormats = key -> key.formats.equals(block.formats().key());
    int whole = closest(sameFormats, Key::wholeHeads, block.heads().whole());
    Predicate<Key> sameModel = sameFormats.and(key -> key.wholeHeads == whole);
    int local = closest(sameModel, Key::localHeads, block.heads().local());
    return slices.find(new Key(block.formats().key(), whole, local));
  }

  private Grid require(Dsv4Block block) {
    Key wanted = new Key(block.formats().key(), block.heads().whole(), block.heads().local());
    return find(block).orElseThrow(() -> slices.missing(wanted, any -> true));
  }

  private int closest(Predicate<Key> among, ToIntFunction<Key> value, int wanted) {
    NavigableSet<Integer> measured =
        new TreeSet<>(slices.keys().stream().filter(among).map(value::applyAsInt).toList());
    if (measured.isEmpty()) {
      return wanted;
    }
    Integer below = measured.floor(wanted);
    return below != null ? below : measured.first();
  }
}
