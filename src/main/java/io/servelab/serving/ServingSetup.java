package io.servelab.serving;

import io.servelab.engine.RequestShape;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PassObserver;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.perf.PerfDatabase;

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

  /** An engine of the setup; the one that decodes if there are two kinds. */
  PricedWorker engine();

  /** How the engines are set. */
  EngineTuning tuning();

  /** Host times of the engine's version, with the factors of its cluster. */
  default HostModel shippedHost() {
    PerfDatabase database = engine().worker().database();
    return engine().calibration().on(tuning().host(database.engine(), database.version()));
  }

  /** GPUs of all engines. */
  int gpus();

  /**
   * Equal parts of which a run simulates one, because requests never pass from one to another: the
   * stages of a pipeline, each of which always has a batch of its own.
   */
  int lanes();

  /** Engines of one lane whose passes and caches a run adds up. */
  int decodeEngines();

  /** Room of a decoding rank for cached tokens. */
  CacheRoom room(RequestShape request);

  /** What the pass times rest on at a number of requests that decode at once in a lane. */
  Footing footing(RequestShape request, int concurrency);

  /**
   * How far measurements stray from what such runs predict.
   *
   * @param queueingShare share of the time to first token spent before the first pass on the prompt
   */
  Band band(double queueingShare);
}
