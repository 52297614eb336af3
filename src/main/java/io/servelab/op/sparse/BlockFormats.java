package io.servelab.op.sparse;

import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.perf.PerfTable;
import java.util.function.IntFunction;

/**
 * Number formats of an attention block.
 *
 * @param math attention product
 * @param kv KV cache
 * @param gemm projections
 */
public record BlockFormats(FmhaQuant math, KvQuant kv, GemmQuant gemm) {

  /** The formats under which decode was measured: its product is of 16 bits, whatever prefill's. */
  public BlockFormats decoding() {
    return new BlockFormats(FmhaQuant.BFLOAT16, kv, gemm);
  }

  /** The same as named in tables. */
  Key key() {
    return new Key(math.id(), kv.id(), gemm.id());
  }

  /** Formats of rows, by name. */
  static IntFunction<Key> ofRows(PerfTable table) {
    PerfTable.TextColumn math = table.text("mla_dtype");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    PerfTable.TextColumn gemm = table.text("gemm_type");
    return row -> new Key(math.at(row), kv.at(row), gemm.at(row));
  }

  /** Names of formats in tables. */
  record Key(String math, String kv, String gemm) {}
}
