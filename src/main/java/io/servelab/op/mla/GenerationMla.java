package io.servelab.op.mla;

import io.servelab.model.KvQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Optional;

/**
 * Latent attention of one new token of every sequence to its compressed KV cache, without the
 * projections around it.
 *
 * <p>Table {@code generation_mla}, a slice for each format of the cache, axes {@code (heads, batch,
 * length)}, linear.
 *
 * <p>Roofline, with {@code n} heads, {@code b} sequences and {@code s} cached tokens: {@code 2 b n
 * 1088 s} FLOP against {@code b (2176 n + 576 (s - 1) bytes(kv))} bytes. A head multiplies 576
 * elements of query and 512 of value; all heads read the one cache of 576 elements a token.
 *
 * @param heads heads of this rank; tables count those of a 128-head model
 * @param kv format of the KV cache
 */
public record GenerationMla(int heads, KvQuant kv) implements Operation {

  private static final TableIndex<Slices<String>> INDEX =
      database -> {
        PerfTable table = database.table("generation_mla");
        PerfTable.TextColumn kv = table.text("kv_cache_dtype");
        return Slices.of(table, row -> Optional.of(kv.at(row)), MlaAxes.decode(table));
      };

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new DecodeTimer(
        database,
        DecodeTimer.Kernel.of(heads, LatentAttention.decode(database, kv)),
        () -> database.index(INDEX).require(kv.id()));
  }
}
