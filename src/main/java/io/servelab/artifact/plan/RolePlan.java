package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystem;
import io.servelab.layers.WideExperts;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantModes;
import java.util.List;

/**
 * A pool of equal workers.
 *
 * @param role what they do
 * @param pool how many there are
 * @param layout how each shards the model
 * @param system machines that they run on
 * @param point where each operates
 * @param quant number formats
 * @param memory how each divides its memory, and what its weights and experts need
 */
public record RolePlan(
    Role role,
    Pool pool,
    Parallelism layout,
    GpuSystem system,
    Point point,
    QuantModes quant,
    Memory memory) {

  /**
   * Workers of a role.
   *
   * @param perReplica workers in each replica
   * @param replicas replicas of the deployment
   */
  public record Pool(int perReplica, int replicas) {

    /** Requires at least one worker. */
    public Pool {
      if (perReplica < 1 || replicas < 1) {
        throw InvalidValueException.of(
            "workers", perReplica + " in " + replicas + " replicas", "each is at least 1.");
      }
    }

    /** All workers. */
    public int workers() {
      return perReplica * replicas;
    }
  }

  /**
   * Where a worker operates.
   *
   * @param batch requests of one attention rank
   * @param prefillTokens prompt tokens that a pass carries; 0 where none does
   */
  public record Point(long batch, long prefillTokens) {

    /** Requires a batch. */
    public Point {
      if (batch < 1) {
        throw InvalidValueException.of("batch", batch, "a rank serves at least one request.");
      }
    }
  }

  /**
   * What memory holds.
   *
   * @param kvFraction share for the KV cache, as the engine counts it
   * @param rankGib device memory of a rank, GiB; 0 if it was not predicted
   * @param experts exchange between experts
   * @param gaps formats that the checkpoint does not hold
   */
  public record Memory(
      double kvFraction, double rankGib, WideExperts experts, List<FormatGap> gaps) {

    /** Copies the list. */
    public Memory {
      gaps = List.copyOf(gaps);
    }
  }

  /** GPUs of one worker. */
  public int workerGpus() {
    return layout.gpus();
  }

  /** GPUs of all workers. */
  public int gpus() {
    return workerGpus() * pool.workers();
  }

  /** Requests that one worker serves at once. */
  public long workerConcurrency() {
    return point.batch * layout.dp() * (role == Role.AGG ? layout.pp() : 1);
  }

  /** GPUs among which one attention rank and its stage are split, experts included. */
  public int stageGpus() {
    return layout.tp() * layout.dp() * layout.cp();
  }
}
