package io.servelab.op.mla;

import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.OptionalInt;

/**
 * A whole block of latent attention in prefill: projections, norms, attention, output.
 *
 * <p>Table {@code mla_context_module}; axes, prefix share and roofline are those of {@link
 * ContextMla}.
 *
 * @param heads heads of this rank
 * @param math format of the attention product
 * @param kv format of the KV cache
 * @param gemm format of the projections
 * @param nativeHeads heads of the model before sharding, if known
 */
public record MlaModuleContext(
    int heads, FmhaQuant math, KvQuant kv, GemmQuant gemm, OptionalInt nativeHeads)
    implements Operation {

  private static final TableIndex<ModuleTable> INDEX =
      database -> {
        PerfTable table = database.table("mla_context_module");
        return ModuleTable.of(table, MlaAxes.prefill(table));
      };

  @Override
  public OperationTimer bind(PerfDatabase database) {
    ModuleTable.Formats formats = new ModuleTable.Formats(math.id(), kv.id(), gemm.id());
    return new PrefillTimer(
        database,
        PrefillTimer.Kernel.of(heads, 1, LatentAttention.prefill(database, math, kv)),
        () -> database.index(INDEX).require(formats, nativeHeads));
  }
}
