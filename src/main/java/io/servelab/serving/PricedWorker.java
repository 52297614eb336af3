package io.servelab.serving;

import io.servelab.engine.Worker;
import io.servelab.step.PassTimeGrid;
import io.servelab.step.PassTimes;

/**
 * An engine with the times of its passes.
 *
 * @param worker the engine
 * @param times times of its passes, quick to ask
 */
public record PricedWorker(Worker worker, PassTimes times) {

  /**
   * Lays out the pass times of an engine; they are filled as they are asked for.
   *
   * @throws io.servelab.error.NoDataException if the database is silent there
   */
  public static PricedWorker of(Worker worker) {
    return new PricedWorker(
        worker, PassTimeGrid.of(worker.stack(), worker.database(), worker.plan().parallel().dp()));
  }
}
