package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.StaticRow;

/**
 * A prefill or decode worker at one batch.
 *
 * @param worker the worker
 * @param row what it delivers alone, rounded
 */
public record WorkerPoint(Worker worker, StaticRow row) {

  /** Label of its layout. */
  public String label() {
    return ParallelLabel.of(worker.plan().parallel());
  }
}
