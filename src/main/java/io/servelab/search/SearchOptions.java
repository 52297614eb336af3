package io.servelab.search;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerRole;
import io.servelab.model.QuantChoices;
import java.util.Map;
import java.util.Optional;

/**
 * What may be set beside model, machines, load and targets.
 *
 * @param choices how workers serve
 * @param memory memory limits
 * @param chunkedPrefill whether prompts may be cut into chunks
 * @param limits how far a search goes
 * @param disaggregation constants of separate pools
 * @param strictSla whether the front shows only what meets the targets
 * @param roles what single roles do differently
 * @param calibration factors on host and pass times where engines are simulated
 * @param tuning how engines are set where they are simulated
 */
public record SearchOptions(
    ServingChoices choices,
    MemorySettings memory,
    boolean chunkedPrefill,
    Limits limits,
    Disaggregation disaggregation,
    boolean strictSla,
    Map<WorkerRole, RoleSettings> roles,
    Calibration calibration,
    EngineTuning tuning) {

  /** The usual settings. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          ServingChoices.NONE,
          MemorySettings.DEFAULT,
          false,
          Limits.DEFAULT,
          Disaggregation.DEFAULT,
          false,
          Map.of());

  /** Settings of a cluster that nobody calibrated, with engines as they ship. */
  public SearchOptions(
      ServingChoices choices,
      MemorySettings memory,
      boolean chunkedPrefill,
      Limits limits,
      Disaggregation disaggregation,
      boolean strictSla,
      Map<WorkerRole, RoleSettings> roles) {
    this(
        choices,
        memory,
        chunkedPrefill,
        limits,
        disaggregation,
        strictSla,
        roles,
        Calibration.NONE,
        EngineTuning.BENCHMARK);
  }

  /** Copies the roles. */
  public SearchOptions {
    roles = Map.copyOf(roles);
  }

  /** The same with other limits. */
  public SearchOptions withLimits(Limits others) {
    return new SearchOptions(
        choices,
        memory,
        chunkedPrefill,
        others,
        disaggregation,
        strictSla,
        roles,
        calibration,
        tuning);
  }

  /** The same with other settings of single roles. */
  public SearchOptions withRoles(Map<WorkerRole, RoleSettings> others) {
    return new SearchOptions(
        choices,
        memory,
        chunkedPrefill,
        limits,
        disaggregation,
        strictSla,
        others,
        calibration,
        tuning);
  }

  /** What a role does differently. */
  public RoleSettings role(WorkerRole role) {
    return roles.getOrDefault(role, RoleSettings.NONE);
  }

  /** How workers of a role serve. */
  public ServingChoices choices(WorkerRole role) {
    QuantChoices quant = role(role).quant().orElse(choices.quant());
    return new ServingChoices(
        quant,
        choices.speculation(),
        choices.attentionBackend(),
        choices.encoderDataParallel(),
        choices.balance(),
        choices.edits());
  }

  /**
   * How far a search goes.
   *
   * @param topN deployments to recommend of each kind
   * @param maxBatch largest batch of an aggregated worker's rank
   * @param maxPrefillBatch largest batch of a prefill worker's rank
   * @param maxDecodeBatch largest batch of a decode worker's rank
   * @param pools largest replicas of separate pools
   * @param tracesFront whether other targets than the asked ones are tried too, to trace the front
   * @param encoders separate encoders, if images are not to be encoded by the workers themselves
   */
  public record Limits(
      int topN,
      long maxBatch,
      long maxPrefillBatch,
      long maxDecodeBatch,
      PoolLimits pools,
      boolean tracesFront,
      Optional<EncoderPools> encoders) {

    /** The usual limits. */
    public static final Limits DEFAULT =
        new Limits(5, OperatingPoints.MAX_BATCH, 1, OperatingPoints.MAX_BATCH, PoolLimits.DEFAULT);

    /** Limits of a search that traces the front. */
    public Limits(
        int topN, long maxBatch, long maxPrefillBatch, long maxDecodeBatch, PoolLimits pools) {
      this(topN, maxBatch, maxPrefillBatch, maxDecodeBatch, pools, true, Optional.empty());
    }

    /** Requires positive limits. */
    public Limits {
      if (topN < 1) {
        throw InvalidValueException.of("top_n", topN, "at least one deployment is recommended.");
      }
      if (maxBatch < 1 || maxPrefillBatch < 1 || maxDecodeBatch < 1) {
        throw InvalidValueException.because("Batch limits must be at least 1.");
      }
    }

    /** The same with another largest batch of aggregated and decode workers. */
    public Limits withMaxBatch(long batch) {
      return new Limits(topN, batch, maxPrefillBatch, batch, pools, tracesFront, encoders);
    }

    /** The same with separate encoders. */
    public Limits withEncoders(EncoderPools separate) {
      return new Limits(
          topN,
          maxBatch,
          maxPrefillBatch,
          maxDecodeBatch,
          pools,
          tracesFront,
          Optional.of(separate));
    }

    /** The same with the asked targets alone. */
    public Limits withoutFront() {
      return new Limits(topN, maxBatch, maxPrefillBatch, maxDecodeBatch, pools, false, encoders);
    }

    /** The same with other replicas of separate pools. */
    public Limits withPools(PoolLimits limits) {
      return new Limits(
          topN, maxBatch, maxPrefillBatch, maxDecodeBatch, limits, tracesFront, encoders);
    }

    /** The same with another number of recommendations. */
    public Limits withTopN(int count) {
      return new Limits(
          count, maxBatch, maxPrefillBatch, maxDecodeBatch, pools, tracesFront, encoders);
    }
  }
}
