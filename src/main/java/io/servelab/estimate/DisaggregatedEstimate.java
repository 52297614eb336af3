package io.servelab.estimate;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.StaticMode;
import io.servelab.engine.Worker;
import io.servelab.error.InfeasibleException;
import java.util.function.Supplier;

/**
 * Separate pools of prefill and decode workers.
 *
 * @param prefill one prefill worker
 * @param decode one decode worker
 * @param row what the replica delivers
 */
public record DisaggregatedEstimate(
    StaticEstimate prefill, StaticEstimate decode, DisaggregatedRow row) implements Estimate {

  /**
   * A pool as it is asked for.
   *
   * @param worker one of its workers
   * @param batch requests of one rank
   * @param workers their number
   * @param memory limits chosen by the user
   */
  public record Pool(Worker worker, long batch, int workers, MemorySettings memory) {}

  /**
   * Estimates a replica.
   *
   * @param decode builds the other pool once prefill is estimated, so that prefill is refused first
   * @throws InfeasibleException if a worker of either pool does not fit
   */
  public static DisaggregatedEstimate of(
      Pool prefill, Supplier<Pool> decode, RequestShape request, Speculation speculation) {
    Disaggregation rules = Disaggregation.DEFAULT;
    StaticEstimate prefillWorker =
        worker(prefill, StaticMode.PREFILL, request, speculation, rules.prefillCorrection());
    Pool decodePool = decode.get();
    StaticEstimate decodeWorker =
        worker(decodePool, StaticMode.DECODE, request, speculation, rules.decodeCorrection());
    requireFits(prefillWorker);
    requireFits(decodeWorker);
    DisaggregatedRow row =
        rules.compose(
            request,
            prefillWorker.row().rounded(),
            prefill.workers,
            decodeWorker.row().rounded(),
            decodePool.workers);
    return new DisaggregatedEstimate(prefillWorker, decodeWorker, row);
  }

  private static StaticEstimate worker(
      Pool pool,
      StaticMode mode,
      RequestShape request,
      Speculation speculation,
      double correction) {
    return StaticEstimate.of(
        pool.worker,
        mode,
        request,
        speculation,
        pool.memory,
        StaticEstimate.Sampling.of(pool.batch).corrected(correction));
  }

  private static void requireFits(StaticEstimate estimate) {
    if (!estimate.run().fits()) {
      throw OutOfMemory.of(estimate.worker(), estimate.run().memory());
    }
  }
}
