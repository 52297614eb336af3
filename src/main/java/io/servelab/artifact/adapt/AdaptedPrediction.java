package io.servelab.artifact.adapt;

import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.AggregatedEstimate;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedEstimate;
import io.servelab.estimate.Estimate;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * What an existing deployment delivers by prediction, all its workers together.
 *
 * @param latency times of a request
 * @param rates what it delivers; those per GPU and per user are the same for one worker and for all
 * @param concurrency requests that it serves at once
 * @param gpus GPUs of all workers
 * @param memoryGib device memory of a rank of the fullest pool, GiB
 * @param warnings what a reader must know
 * @param measured whose measurements answered
 */
public record AdaptedPrediction(
    AggregatedRow.Latency latency,
    AggregatedRow.Rates rates,
    long concurrency,
    int gpus,
    double memoryGib,
    List<String> warnings,
    String measured) {

  /** Copies the warnings. */
  public AdaptedPrediction {
    warnings = List.copyOf(warnings);
  }

  /**
   * The prediction of a whole deployment.
   *
   * @param estimate estimate of its request
   */
  public static AdaptedPrediction of(AdaptedDeployment adapted, Estimate estimate) {
    if (estimate instanceof AggregatedEstimate mixed) {
      return new AdaptedPrediction(
          mixed.row().latency(),
          times(mixed.row().rates(), adapted.replicas()),
          mixed.row().point().concurrency() * adapted.replicas(),
          mixed.row().gpus() * adapted.replicas(),
          mixed.row().memoryGib(),
          warnings(adapted, mixed.run().kvCacheTooSmall()),
          measured(mixed.worker()));
    }
    if (estimate instanceof DisaggregatedEstimate pools) {
      return new AdaptedPrediction(
          pools.row().latency(),
          pools.row().rates(),
          pools.row().concurrency(),
          pools.row().gpus(),
          Math.max(pools.prefill().row().memoryGib(), pools.decode().row().memoryGib()),
          warnings(adapted, false),
          measured(pools.decode().worker()));
    }
    throw InvalidValueException.because("A deployment is agg or disagg.");
  }

  private static AggregatedRow.Rates times(AggregatedRow.Rates one, int workers) {
    return new AggregatedRow.Rates(
        one.requestsPerS() * workers,
        one.requestsPerSPerGpu(),
        one.tokensPerS() * workers,
        one.tokensPerSPerGpu(),
        one.tokensPerSPerUser());
  }

  private static List<String> warnings(AdaptedDeployment adapted, boolean cacheTooSmall) {
    List<String> warnings = new ArrayList<>();
    if (cacheTooSmall) {
      warnings.add("The KV cache does not hold that many requests; some will wait.");
    }
    adapted.diagnostics().forEach(found -> warnings.add(found.toString()));
    return warnings;
  }

  private static String measured(Worker worker) {
    PerfDatabase database = worker.database();
    return "perf-data "
        + database.system().name()
        + " "
        + database.engine()
        + " "
        + database.version()
        + ", rules "
        + database.rules().id();
  }
}
