package io.servelab.search;

import io.servelab.engine.MemorySettings;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.ServingChoices;

/**
 * What may be set beside model, machines, load and targets.
 *
 * @param choices how workers serve
 * @param memory memory limits
 * @param chunkedPrefill whether prompts may be cut into chunks
 * @param limits how far a search goes
 * @param disaggregation constants of separate pools
 * @param strictSla whether the front shows only what meets the targets
 */
public record SearchOptions(
    ServingChoices choices,
    MemorySettings memory,
    boolean chunkedPrefill,
    Limits limits,
    Disaggregation disaggregation,
    boolean strictSla) {

  /** The usual settings. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          ServingChoices.NONE,
          MemorySettings.DEFAULT,
          false,
          Limits.DEFAULT,
          Disaggregation.DEFAULT,
          false);

  /**
   * How far a search goes.
   *
   * @param topN deployments to recommend of each kind
   * @param maxBatch largest batch of a rank
   * @param maxPrefillBatch largest batch of a prefill worker's rank
   * @param maxWorkers largest number of workers in a pool
   * @param maxReplicaGpus largest replica of separate pools, GPUs
   */
  public record Limits(
      int topN, long maxBatch, long maxPrefillBatch, int maxWorkers, int maxReplicaGpus) {

    /** The usual limits. */
    public static final Limits DEFAULT = new Limits(5, OperatingPoints.MAX_BATCH, 1, 32, 128);

    /** Requires positive limits. */
    public Limits {
      if (topN < 1) {
        throw InvalidValueException.of("top_n", topN, "at least one deployment is recommended.");
      }
      if (maxBatch < 1 || maxPrefillBatch < 1 || maxWorkers < 1 || maxReplicaGpus < 1) {
        throw InvalidValueException.because("Search limits must be at least 1.");
      }
    }

    /** The same with another number of recommendations. */
    public Limits withTopN(int count) {
      return new Limits(count, maxBatch, maxPrefillBatch, maxWorkers, maxReplicaGpus);
    }
  }
}
