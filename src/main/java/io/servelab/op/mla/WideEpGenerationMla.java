package io.servelab.op.mla;

import io.servelab.model.KvQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * A whole block of latent attention in decode as a wide expert-parallel deployment runs it.
 *
 * <p>Table {@code wideep_generation_mla}; axes are those of {@link GenerationMla}.
 *
 * @param heads heads of this rank; tables count those of a 128-head model
 * @param kv format of the KV cache
 * @param kernel attention kernel: {@code flashinfer} or {@code fa3}
 */
public record WideEpGenerationMla(int heads, KvQuant kv, String kernel) implements Operation {

  @Override
  @SuppressWarnings("UnnecessaryMethodReference") // hides the timer's own roofline
  public OperationTimer bind(PerfDatabase database) {
    WideEpTable.Key key = new WideEpTable.Key(kernel, "", kv.id());
    DecodeTimer.Bounds bounds = WideEpRoofline.decode(database, kv);
    DecodeTimer.Bounds sharded =
        (n, batch, length) -> WideEpTable.sharded(n, whole -> bounds.of(whole, batch, length));
    DecodeTimer timer =
        new DecodeTimer(
            database,
            new DecodeTimer.Kernel(heads, bounds, sharded, false),
            () -> database.index(WideEpTable.DECODE).require(key, database.mode()));
    // The roofline only carries the table beyond its points; it is not reported beside them.
    return shape -> timer.time(shape);
  }
}
