package io.servelab.op.sparse;

import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Tables of MSA blocks, divided by formats. */
final class MsaTable {

  private static final TableIndex<Slices<BlockFormats.Key>> PREFILL =
      database -> {
        PerfTable table = database.table("msa_context_module");
        return divide(
            table,
            Slices.Axes.of(
                table,
                table.number("num_heads")::at,
                table.number("step")::at,
                table.number("isl")::at,
                table.number("batch_size")::at));
      };

  private static final TableIndex<Slices<BlockFormats.Key>> DECODE =
      database -> {
        PerfTable table = database.table("msa_generation_module");
        IntToDoubleFunction isl = table.number("isl")::at;
        IntToDoubleFunction step = table.number("step")::at;
        return divide(
            table,
            Slices.Axes.of(
                table,
                table.number("num_heads")::at,
                table.number("batch_size")::at,
                row -> isl.applyAsDouble(row) + step.applyAsDouble(row)));
      };

  private MsaTable() {}

  private static Slices<BlockFormats.Key> divide(PerfTable table, Slices.Axes axes) {
    IntFunction<BlockFormats.Key> formats = BlockFormats.ofRows(table);
    return Slices.of(table, row -> Optional.of(formats.apply(row)), axes);
  }

  /**
   * The slice of blocks over prompts.
   *
   * @throws io.servelab.error.NoDataException if there is none
   */
  static Grid prefill(PerfDatabase database, MsaBlock block) {
    return database.index(PREFILL).require(block.formats().key());
  }

  /**
   * The slice of blocks for one new token.
   *
   * @throws io.servelab.error.NoDataException if there is none
   */
  static Grid decode(PerfDatabase database, MsaBlock block) {
    return database.index(DECODE).require(block.formats().decoding().key());
  }
}
