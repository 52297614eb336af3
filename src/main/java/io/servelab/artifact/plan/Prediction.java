package io.servelab.artifact.plan;

import io.servelab.estimate.AggregatedRow;
import java.util.HashMap;
import java.util.Map;

/**
 * What was predicted for a deployment.
 *
 * @param latency times of a request
 * @param rates what a replica delivers
 * @param concurrency requests that a replica serves at once
 * @param replicas replicas of the deployment
 * @param clusterTokensPerSPerGpu output tokens per second and GPU of the whole cluster
 * @param rules name of the rule set that answered
 * @param measured measured data that answered, by role
 */
public record Prediction(
    AggregatedRow.Latency latency,
    AggregatedRow.Rates rates,
    long concurrency,
    int replicas,
    double clusterTokensPerSPerGpu,
    String rules,
    Map<Role, Measured> measured) {

  /** Copies the map. */
  public Prediction {
    measured = Map.copyOf(measured);
  }

  /**
   * Whose measurements answered.
   *
   * @param system GPU system
   * @param version engine version
   */
  public record Measured(String system, String version) {}

  /** Versions whose measurements answered, by key of a study. */
  Map<String, String> measuredVersions() {
    Map<String, String> versions = new HashMap<>();
    measured.forEach(
        (role, data) ->
            versions.put(role == Role.DECODE ? "decode_version" : "version", data.version()));
    return versions;
  }

  /** Requests that all replicas serve at once. */
  public long totalConcurrency() {
    return concurrency * replicas;
  }

  /** Output tokens per second of all replicas. */
  public double totalTokensPerS() {
    return rates.tokensPerS() * replicas;
  }

  /** Requests per second of all replicas. */
  public double totalRequestsPerS() {
    return rates.requestsPerS() * replicas;
  }
}
