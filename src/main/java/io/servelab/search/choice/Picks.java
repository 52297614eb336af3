package io.servelab.search.choice;

import io.servelab.search.Candidate;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Yardstick;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The best deployment for each purpose, among those that break no hard constraint.
 *
 * @param throughput most output tokens per second of the cluster
 * @param latency shortest time of a whole request
 * @param fewestGpus smallest replica
 * @param cheapest lowest price of a million output tokens; empty without prices
 */
public record Picks(
    Optional<Candidate> throughput,
    Optional<Candidate> latency,
    Optional<Candidate> fewestGpus,
    Optional<Candidate> cheapest) {

  /** Picks from scored candidates; of equals, the one with the higher score. */
  public static Picks of(Choice choice) {
    List<Candidate> candidates = choice.ranked().stream().map(Scored::candidate).toList();
    Yardstick yardstick = choice.scoring().yardstick();
    return new Picks(
        best(candidates, Metric.TOKENS_PER_S, yardstick),
        best(candidates, Metric.REQUEST_LATENCY_MS, yardstick),
        best(candidates, Metric.REPLICA_GPUS, yardstick),
        best(candidates, Metric.COST_PER_MILLION_TOKENS, yardstick));
  }

  private static Optional<Candidate> best(
      List<Candidate> candidates, Metric metric, Yardstick yardstick) {
    double sign = metric.better() == Metric.Better.HIGHER ? -1 : 1;
    return candidates.stream()
        .filter(candidate -> !Double.isNaN(metric.of(candidate, yardstick)))
        .min(Comparator.comparingDouble(candidate -> sign * metric.of(candidate, yardstick)));
  }
}
