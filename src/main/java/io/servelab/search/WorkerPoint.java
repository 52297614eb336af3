package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.StaticRow;

/**
 * A prefill or decode worker at one batch.
 *
 * @param worker the worker
 * @param row what it delivers alone, rounded
 * @param encoder the part of a vision encoder in it
 */
public record WorkerPoint(Worker worker, StaticRow row, EncoderShare encoder) {

  /** Requests per second and GPU. */
  double requestsPerSPerGpu() {
    return row.rates().requestsPerSPerGpu();
  }

  /** Label of its layout. */
  public String label() {
    return ParallelLabel.of(worker.plan().parallel());
  }
}
