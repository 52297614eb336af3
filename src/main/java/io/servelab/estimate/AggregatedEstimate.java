package io.servelab.estimate;

import io.servelab.engine.AggregatedForm;
import io.servelab.engine.AggregatedRun;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.error.InfeasibleException;

/**
 * A worker that mixes prefill and decode.
 *
 * @param worker the worker
 * @param run its passes
 * @param row what it delivers
 */
public record AggregatedEstimate(Worker worker, AggregatedRun run, AggregatedRow row)
    implements Estimate {

  /**
   * Estimates one operating point.
   *
   * @param batch requests of one rank
   * @param contextTokens prefill tokens that a pass may carry
   * @throws InfeasibleException if it does not fit in device memory
   */
  public static AggregatedEstimate of(
      Worker worker,
      RequestShape request,
      Speculation speculation,
      MemorySettings memory,
      long batch,
      long contextTokens) {
    AggregatedRun run =
        new AggregatedForm(worker, request, speculation, memory, 0).run(batch, contextTokens);
    if (run.outOfMemory()) {
      throw OutOfMemory.of(worker, run.memory());
    }
    return new AggregatedEstimate(
        worker, run, AggregatedRow.of(worker, request, run, batch, contextTokens));
  }
}
