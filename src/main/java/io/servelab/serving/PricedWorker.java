package io.servelab.serving;

import io.servelab.engine.Worker;
import io.servelab.engine.sim.Calibration;
import io.servelab.op.Phase;
import io.servelab.step.PassTimeGrid;
import io.servelab.step.PassTimes;

/**
 * An engine with the times of its passes.
 *
 * @param worker the engine
 * @param times times of its passes, quick to ask
 * @param calibration factors that the times hold already, and that its host has to get
 */
public record PricedWorker(Worker worker, PassTimes times, Calibration calibration) {

  /**
   * Lays out the pass times of an engine; they are filled as they are asked for.
   *
   * @throws io.servelab.error.NoDataException if the database is silent there
   */
  public static PricedWorker of(Worker worker) {
    return new PricedWorker(
        worker,
        PassTimeGrid.of(worker.stack(), worker.database(), worker.plan().parallel().dp()),
        Calibration.NONE);
  }

  /** The same engine on another cluster; factors that it has already are kept as well. */
  public PricedWorker calibrated(Calibration factors) {
    return factors.equals(Calibration.NONE)
        ? this
        : new PricedWorker(worker, factors.on(times), calibration.and(factors));
  }

  /**
   * Lays out the pass times of an engine that runs one phase only.
   *
   * @throws io.servelab.error.NoDataException if the database is silent on that phase
   */
  public static PricedWorker of(Worker worker, Phase phase) {
    return new PricedWorker(
        worker,
        PassTimeGrid.of(worker.stack(), worker.database(), worker.plan().parallel().dp(), phase),
        Calibration.NONE);
  }
}
