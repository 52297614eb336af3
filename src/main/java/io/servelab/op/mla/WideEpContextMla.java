package io.servelab.op.mla;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * A whole block of latent attention in prefill as a wide expert-parallel deployment runs it.
 *
 * <p>Table {@code wideep_context_mla}; axes and prefix share are those of {@link ContextMla}.
 *
 * @param heads heads of this rank; tables count those of a 128-head model
 * @param math format of the attention product and of the projections
 * @param kv format of the KV cache
 * @param kernel attention kernel: {@code flashinfer} or {@code fa3}
 * @param cp context-parallel ranks that split the prompt
 */
public record WideEpContextMla(int heads, FmhaQuant math, KvQuant kv, String kernel, int cp)
    implements Operation {

  @Override
  @SuppressWarnings("UnnecessaryMethodReference") // hides the timer's own roofline
  public OperationTimer bind(PerfDatabase database) {
    WideEpTable.Key key = new WideEpTable.Key(kernel, math.id(), kv.id());
    PrefillTimer.Bounds bounds = WideEpRoofline.prefill(database, math);
    PrefillTimer.Bounds sharded =
        (n, batch, length, prefix) ->
            WideEpTable.sharded(n, whole -> bounds.of(whole, batch, length, prefix));
    PrefillTimer timer =
        new PrefillTimer(
            database,
            new PrefillTimer.Kernel(heads, cp, bounds, sharded, false),
            () -> database.index(WideEpTable.PREFILL).require(key, database.mode()));
    // The roofline only carries the table beyond its points; it is not reported beside them.
    return shape -> timer.time(shape);
  }
}
