package io.servelab.op.mla;

import io.servelab.error.InvalidValueException;
import io.servelab.op.Bound;
import io.servelab.perf.DataMode;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * A table of attention blocks of wide expert-parallel deployments, divided by kernel and formats.
 */
final class WideEpTable {

  static final TableIndex<WideEpTable> PREFILL =
      database -> {
        PerfTable table = database.table("wideep_context_mla");
        return new WideEpTable(table, MlaAxes.prefill(table));
      };

  static final TableIndex<WideEpTable> DECODE =
      database -> {
        PerfTable table = database.table("wideep_generation_mla");
        return new WideEpTable(table, MlaAxes.decode(table));
      };

  private static final int NATIVE_HEADS = 128;
  private static final List<String> KERNELS = List.of("flashinfer", "fa3");

  /**
   * What rows must share.
   *
   * @param kernel attention kernel
   * @param math format of the attention product; blank in decode
   * @param kv format of the KV cache
   */
  record Key(String kernel, String math, String kv) {}

  private final Slices<Key> slices;

  private WideEpTable(PerfTable table, Slices.Axes axes) {
    PerfTable.TextColumn kernel = table.text("kernel_source");
    PerfTable.TextColumn math = table.textOr("mla_dtype", "");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    this.slices =
        Slices.of(
            table, row -> Optional.of(new Key(kernel.at(row), math.at(row), kv.at(row))), axes);
  }

  /**
   * A roofline as tables count heads: those that an even sharding of 128 would leave to a rank.
   * More than 128 have none.
   */
  static Bound sharded(double heads, DoubleFunction<Bound> bound) {
    return heads > NATIVE_HEADS
        ? Bound.ZERO
        : bound.apply(NATIVE_HEADS / (NATIVE_HEADS / (int) heads));
  }

  /**
   * The slice of a kernel, or of the one that was measured where the asked one was not.
   *
   * @throws InvalidValueException if the kernel has no table anywhere; an estimate only misses it
   * @throws io.servelab.error.NoDataException if no row has the key
   */
  Grid require(Key key, DataMode mode) {
    if (mode != DataMode.EMPIRICAL && !KERNELS.contains(key.kernel)) {
      throw InvalidValueException.of(
          "attention backend", key.kernel, "expected one of " + String.join(", ", KERNELS) + ".");
    }
    boolean measured = slices.keys().stream().anyMatch(row -> row.kernel.equals(key.kernel));
    String kernel = measured ? key.kernel : slices.keys().iterator().next().kernel;
    return slices.require(new Key(kernel, key.math, key.kv));
  }
}
