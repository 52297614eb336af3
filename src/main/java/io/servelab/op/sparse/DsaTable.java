package io.servelab.op.sparse;

import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Tables of DSA blocks, divided by model, formats, kernel family and use of the indexer. */
final class DsaTable {

  static final TableIndex<DsaTable> PREFILL =
      database ->
          new DsaTable(
              database.table("dsa_context_module"),
              table ->
                  Slices.Axes.of(
                      table,
                      table.number("num_heads")::at,
                      table.number("step")::at,
                      table.number("isl")::at,
                      table.number("batch_size")::at));

  static final TableIndex<DsaTable> DECODE =
      database ->
          new DsaTable(
              database.table("dsa_generation_module"),
              table -> {
                IntToDoubleFunction isl = table.number("isl")::at;
                IntToDoubleFunction step = table.number("step")::at;
                return Slices.Axes.of(
                    table,
                    table.number("num_heads")::at,
                    table.number("batch_size")::at,
                    row -> isl.applyAsDouble(row) + step.applyAsDouble(row));
              });

  /** Families of attention kernels. */
  enum Kernels {
    TRTLLM,
    FLASHMLA;

    /** Whether a row belongs to the family; rows of dense kernels may belong to both. */
    private boolean include(String kernel, String kv) {
      boolean shared = kv.equals("bfloat16") || kernel.contains("dense_mha_trtllm_ragged");
      return shared || (this == TRTLLM) == kernel.contains("trtllm");
    }
  }

  /**
   * What rows must share to be read together.
   *
   * @param architecture architecture of the model
   * @param formats number formats by name
   * @param indexed whether the layer computes the indexer
   */
  private record Key(String architecture, BlockFormats.Key formats, boolean indexed) {}

  private final Map<Kernels, Slices<Key>> slices = new EnumMap<>(Kernels.class);

  private DsaTable(PerfTable table, Function<PerfTable, Slices.Axes> axes) {
    IntFunction<BlockFormats.Key> formats = BlockFormats.ofRows(table);
    PerfTable.TextColumn architecture = table.text("architecture");
    PerfTable.TextColumn operator = table.text("op_name");
    PerfTable.TextColumn kernel = table.text("kernel_source");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    for (Kernels kernels : Kernels.values()) {
      slices.put(
          kernels,
          Slices.of(
              table,
              row ->
                  Optional.of(
                          new Key(
                              architecture.at(row),
                              formats.apply(row),
                              !operator.at(row).contains("skip_indexer")))
                      .filter(key -> kernels.include(kernel.at(row), kv.at(row))),
              axes.apply(table)));
    }
  }

  /** The slice of a block: of the preferred kernels, else of the others. */
  Optional<Grid> find(DsaBlock block, boolean indexed, Kernels preferred) {
    Key key = key(block, indexed);
    return List.of(preferred, Kernels.FLASHMLA, Kernels.TRTLLM).stream()
        .flatMap(kernels -> slices.get(kernels).find(key).stream())
        .findFirst();
  }

  /**
   * The slice of a block.
   *
   * @throws io.servelab.error.NoDataException if there is none
   */
  Grid require(DsaBlock block, boolean indexed, Kernels preferred) {
    return find(block, indexed, preferred)
        .orElseThrow(
            () ->
                slices
                    .get(preferred)
                    .missing(
                        key(block, indexed),
                        other -> other.architecture.equals(block.variant().id())));
  }

  /** Whether layers that reuse an earlier choice of tokens were measured at all. */
  boolean hasReusingLayers() {
    return slices.values().stream()
        .flatMap(part -> part.keys().stream())
        .anyMatch(key -> !key.indexed);
  }

  private static Key key(DsaBlock block, boolean indexed) {
    return new Key(block.variant().id(), block.formats().key(), indexed);
  }

  /** The table, if the database has it. */
  static Optional<DsaTable> find(PerfDatabase database, boolean prefill) {
    return database
        .find(prefill ? "dsa_context_module" : "dsa_generation_module")
        .map(table -> database.index(prefill ? PREFILL : DECODE));
  }
}
