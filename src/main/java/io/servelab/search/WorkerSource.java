package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerSpec;

/**
 * Where a search gets its workers from: built afresh, remembered from an earlier search, or with
 * operations edited by a person. Safe to share between threads.
 */
@FunctionalInterface
public interface WorkerSource {

  /** Builds every worker afresh. */
  WorkerSource FRESH = WorkerFactory::build;

  /**
   * The worker of a specification.
   *
   * @throws io.servelab.error.InvalidValueException if its layout cannot shard the model
   * @throws io.servelab.error.NoDataException if it cannot be priced at all
   */
  Worker build(WorkerSpec spec);
}
