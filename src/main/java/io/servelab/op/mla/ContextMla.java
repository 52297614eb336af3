package io.servelab.op.mla;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Optional;

/**
 * Latent attention of new prompt tokens to themselves and to what was cached before them, without
 * its projections.
 *
 * <p>Table {@code context_mla}, a slice for each pair of formats, axes {@code (heads, length,
 * batch)}, square-root blend on the length. The table is read at the full length {@code S = length
 * + prefix} and scaled by the share of the score matrix that is new, {@code (S^2 - prefix^2) /
 * S^2}.
 *
 * <p>Roofline, with {@code n} heads and {@code b} prompts: {@code 320 b n (S^2 - prefix^2)} FLOP
 * against {@code 320 b n (S bytes(kv) + 2 length)} bytes; a head has 192 elements of query and key
 * and 128 of value.
 *
 * @param heads heads of this rank; tables count those of a 128-head model
 * @param math format of the attention product
 * @param kv format of the KV cache
 * @param cp context-parallel ranks that split the prompt
 */
public record ContextMla(int heads, FmhaQuant math, KvQuant kv, int cp) implements Operation {

  private record Slice(String math, String kv) {}

  private static final TableIndex<Slices<Slice>> INDEX =
      database -> {
        PerfTable table = database.table("context_mla");
        PerfTable.TextColumn math = table.text("mla_dtype");
        PerfTable.TextColumn kv = table.text("kv_cache_dtype");
        return Slices.of(
            table, row -> Optional.of(new Slice(math.at(row), kv.at(row))), MlaAxes.prefill(table));
      };

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Slice slice = new Slice(math.id(), kv.id());
    return new PrefillTimer(
        database,
        PrefillTimer.Kernel.of(heads, cp, LatentAttention.prefill(database, math, kv)),
        () -> database.index(INDEX).require(slice));
  }
}
