package io.servelab.search;

import io.servelab.perf.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The candidates that no other one beats in both speed for a user and throughput of the cluster.
 *
 * @param points the front, along the first objective as results show it: slow users first, or short
 *     requests first where whole requests are targeted
 */
public record ParetoFront(List<Candidate> points) {

  /** Copies the points. */
  public ParetoFront {
    points = List.copyOf(points);
  }

  /**
   * Finds the front, in ascending order of the first objective.
   *
   * @param candidates the candidates in any order
   * @param first an objective to maximise
   * @param second another objective to maximise
   */
  public static ParetoFront of(
      List<? extends Candidate> candidates,
      ToDoubleFunction<Candidate> first,
      ToDoubleFunction<Candidate> second) {
    List<Candidate> ordered = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (Double.isFinite(first.applyAsDouble(candidate))
          && Double.isFinite(second.applyAsDouble(candidate))) {
        ordered.add(candidate);
      }
    }
    ordered.sort(
        Comparator.comparingDouble((Candidate candidate) -> -first.applyAsDouble(candidate))
            .thenComparingDouble(candidate -> -second.applyAsDouble(candidate)));
    List<Candidate> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : ordered) {
      double value = second.applyAsDouble(candidate);
      if (value > best) {
        front.add(candidate);
        best = value;
      }
    }
    front.sort(Comparator.comparingDouble(first));
    return new ParetoFront(front);
  }

  /** The front of one kind of deployment in the order in which a search shows it. */
  static ParetoFront shown(
      ServingMode mode, List<? extends Candidate> candidates, SearchRequest request) {
    ParetoFront front =
        of(
            ordered(mode, candidates, request),
            Objectives.speed(request.sla()),
            Objectives.throughput(request.totalGpus()));
    return request.sla().requestMs().isPresent() ? front.reversed() : front;
  }

  /** The reference release sorts its table once more, which decides between equal points. */
  private static List<? extends Candidate> ordered(
      ServingMode mode, List<? extends Candidate> candidates, SearchRequest request) {
    if (request.database().rules() != RuleSet.REFERENCE) {
      return candidates;
    }
    ToDoubleFunction<Candidate> speed = Objectives.speedColumn(request.sla());
    return switch (mode) {
      case AGGREGATED -> TableOrder.risingNumbers(candidates, speed);
      case DISAGGREGATED -> TableOrder.rising(candidates, speed);
    };
  }

  private ParetoFront reversed() {
    List<Candidate> backwards = new ArrayList<>(points);
    Collections.reverse(backwards);
    return new ParetoFront(backwards);
  }
}
