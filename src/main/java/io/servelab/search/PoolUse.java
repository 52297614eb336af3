package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.step.MemoryLedger;

/**
 * Equal workers of one role in a replica.
 *
 * @param role what they do
 * @param worker one of them; for an encoder, a worker whose encoder it is
 * @param workers their number
 * @param memoryGib device memory of one rank, GiB
 */
public record PoolUse(PoolRole role, Worker worker, int workers, double memoryGib) {

  /** GPUs of the pool. */
  public int gpus() {
    int each =
        role == PoolRole.ENCODER ? worker.plan().parallel().tp() : worker.plan().parallel().gpus();
    return each * workers;
  }

  /** Name of the system that it runs on. */
  public String system() {
    return worker.plan().system().name();
  }

  /** Device memory of one rank that stays free, GiB. */
  public double headroomGib() {
    return MemoryLedger.gib((double) worker.plan().system().gpu().memoryCapacityBytes())
        - memoryGib;
  }
}
