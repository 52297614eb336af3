package io.servelab.search.plan;

import io.servelab.search.Candidate;
import java.util.Locale;

/**
 * As many replicas of a deployment as a load needs, or as fit.
 *
 * @param candidate one replica
 * @param replicas their number
 * @param loadServedPercent share of the load that they serve, percent; 100 unless capped
 * @param score what sizings are compared by, higher is better: the reciprocal of the GPUs where all
 *     load is served, else output tokens per second and GPU of the cap
 */
public record Sizing(Candidate candidate, int replicas, double loadServedPercent, double score) {

  /** GPUs of all replicas. */
  public int totalGpus() {
    return candidate.gpus() * replicas;
  }

  /** Whether all load is served. */
  public boolean servesAll() {
    return loadServedPercent >= 100;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d x %s on %d GPUs, %.1f %% of the load",
        replicas,
        candidate.label(),
        totalGpus(),
        loadServedPercent);
  }
}
