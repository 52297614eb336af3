package io.servelab.op.mla;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A table of whole attention blocks, divided by formats and by the model that was measured.
 *
 * <p>A model is known by its head count before sharding. One that was not measured is read from the
 * largest measured one that is not larger, else from the smallest.
 */
final class ModuleTable {

  private static final Map<String, Integer> HEADS_BY_MODEL = Map.of("moonshotai/Kimi-K3", 96);
  private static final int USUAL_HEADS = 128;

  /**
   * Formats of a block.
   *
   * @param math of the attention product; blank in decode
   * @param kv of the KV cache
   * @param gemm of the projections
   */
  record Formats(String math, String kv, String gemm) {}

  private record Key(Formats formats, int nativeHeads) {}

  private final Slices<Key> slices;

  private ModuleTable(Slices<Key> slices) {
    this.slices = slices;
  }

  static ModuleTable of(PerfTable table, Slices.Axes axes) {
    // A table without rows is legal and has no text columns.
    PerfTable.TextColumn model = table.textOr("model", "");
    PerfTable.TextColumn math = table.textOr("mla_dtype", "");
    PerfTable.TextColumn kv = table.textOr("kv_cache_dtype", "");
    PerfTable.TextColumn gemm = table.textOr("gemm_type", "");
    return new ModuleTable(
        Slices.of(
            table,
            row ->
                Optional.of(
                    new Key(
                        new Formats(math.at(row), kv.at(row), gemm.at(row)),
                        HEADS_BY_MODEL.getOrDefault(model.at(row), USUAL_HEADS))),
            axes));
  }

  /**
   * The slice that answers for a model.
   *
   * @param formats formats of the block
   * @param nativeHeads heads of the model before sharding, if known
   * @throws NoDataException if no row has the formats, or several models do and none is named
   */
  Grid require(Formats formats, OptionalInt nativeHeads) {
    TreeSet<Integer> measured = new TreeSet<>();
    for (Key key : slices.keys()) {
      if (key.formats.equals(formats)) {
        measured.add(key.nativeHeads);
      }
    }
    if (measured.isEmpty() || (measured.size() > 1 && nativeHeads.isEmpty())) {
      throw slices.missing(new Key(formats, nativeHeads.orElse(0)), any -> true);
    }
    Integer notLarger = measured.floor(nativeHeads.orElse(Integer.MAX_VALUE));
    return slices.require(new Key(formats, notLarger == null ? measured.first() : notLarger));
  }
}
