package io.servelab.serving;

import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PassObserver;
import io.servelab.engine.sim.SimulationRun;

/** Engines that serve together, ready to be simulated. Safe to share between threads. */
public sealed interface ServingSetup permits OnePoolSetup, TwoPoolsSetup {

  /**
   * Serves all requests to their end.
   *
   * @param host what the hosts cost
   * @param observer hears of the passes of one pool; of several pools nothing is heard
   * @throws io.servelab.error.InvalidValueException if a request can never fit into the cache
   */
  SimulationRun run(Traffic traffic, HostModel host, PassObserver observer);

  /** Serves all requests to their end. */
  default SimulationRun run(Traffic traffic, HostModel host) {
    return run(traffic, host, PassObserver.NONE);
  }

  /** How far measurements stray from what such runs predict. */
  Band band();
}
