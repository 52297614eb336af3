package io.servelab.op.mla;

import io.servelab.hardware.Gpu;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.OptionalInt;

/**
 * A whole block of latent attention in decode: projections, norms, both latent products, attention,
 * output.
 *
 * <p>Table {@code mla_generation_module}, axes as {@link GenerationMla}. Roofline: attention and
 * both latent products, arithmetic and bytes each summed before the larger counts.
 *
 * @param heads heads of this rank
 * @param kv format of the KV cache
 * @param gemm format of the projections
 * @param nativeHeads heads of the model before sharding, if known
 */
public record MlaModuleGeneration(int heads, KvQuant kv, GemmQuant gemm, OptionalInt nativeHeads)
    implements Operation {

  private static final TableIndex<ModuleTable> INDEX =
      database -> {
        PerfTable table = database.table("mla_generation_module");
        return ModuleTable.of(table, MlaAxes.decode(table));
      };

  @Override
  public OperationTimer bind(PerfDatabase database) {
    ModuleTable.Formats formats = new ModuleTable.Formats("", kv.id(), gemm.id());
    return new DecodeTimer(
        database,
        DecodeTimer.Kernel.of(heads, bounds(database)),
        () -> database.index(INDEX).require(formats, nativeHeads));
  }

  private DecodeTimer.Bounds bounds(PerfDatabase database) {
    Gpu gpu = database.system().gpu();
    DecodeTimer.Bounds attention = LatentAttention.decode(database, kv);
    return (n, batch, length) -> {
      Bound sum =
          attention
              .of(n, batch, length)
              .plus(LatentAttention.projection(gpu, gemm, n, batch).times(2));
      return Bound.of(sum.mathMs(), sum.memoryMs());
    };
  }
}
