package io.servelab.search.score;

import io.servelab.error.InvalidValueException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchRequest;
import io.servelab.search.Sla;
import java.util.ArrayList;
import java.util.List;

/**
 * An objective under constraints.
 *
 * @param objective what is maximised
 * @param constraints hard and soft bounds
 * @param yardstick cluster and prices
 */
public record Scoring(Objective objective, List<Constraint> constraints, Yardstick yardstick) {

  /**
   * Requires hard constraints that something can meet, and prices where cost is bounded.
   *
   * @throws InvalidValueException if two hard bounds contradict each other or prices are missing
   */
  public Scoring {
    constraints = List.copyOf(constraints);
    for (Constraint constraint : constraints) {
      requirePrices(constraint.bound().metric(), yardstick);
      constraints.forEach(other -> requireCompatible(constraint, other));
    }
  }

  /** Throughput of the cluster under the targets of a search as hard constraints. */
  public static Scoring of(SearchRequest search) {
    Yardstick yardstick = Yardstick.of(search.totalGpus());
    return new Scoring(
        Objective.of(Metric.TOKENS_PER_S_PER_GPU, yardstick), targets(search.sla()), yardstick);
  }

  /** Latency targets as hard constraints. */
  public static List<Constraint> targets(Sla sla) {
    Constraint first = Constraint.hard(Bound.atMost(Metric.TTFT_MS, sla.ttftMs()));
    Bound second =
        sla.requestMs().isPresent()
            ? Bound.atMost(Metric.REQUEST_LATENCY_MS, sla.requestMs().getAsDouble())
            : Bound.atMost(Metric.TPOT_MS, sla.tpotMs());
    return sla.requestMs().isPresent()
        ? List.of(Constraint.hard(second))
        : List.of(first, Constraint.hard(second));
  }

  /** The same with one more constraint. */
  public Scoring with(Constraint more) {
    List<Constraint> all = new ArrayList<>(constraints);
    all.add(more);
    return new Scoring(objective, all, yardstick);
  }

  /** The same with another objective. */
  public Scoring maximising(Objective other) {
    return new Scoring(other, constraints, yardstick);
  }

  /**
   * Scores a candidate.
   *
   * @throws InvalidValueException if the objective gives a negative number
   */
  public Score score(Candidate candidate) {
    double value = objective.value().applyAsDouble(candidate);
    if (value < 0) {
      throw InvalidValueException.of(
          "objective " + objective.name(),
          value,
          "penalties divide it, so it cannot be negative.\nMaybe use the reciprocal.");
    }
    List<Score.Term> terms = new ArrayList<>(constraints.size());
    for (Constraint constraint : constraints) {
      double measured = constraint.bound().metric().of(candidate, yardstick);
      terms.add(
          new Score.Term(
              constraint,
              measured,
              constraint.bound().violation(measured),
              constraint.penaltyOf(measured)));
    }
    return new Score(objective.name(), value, terms);
  }

  private static void requirePrices(Metric metric, Yardstick yardstick) {
    if (metric == Metric.COST_PER_MILLION_TOKENS && !yardstick.prices().any()) {
      throw InvalidValueException.because(
          "Cost cannot be bounded without prices of GPU hours.\nMaybe give prices.");
    }
  }

  private static void requireCompatible(Constraint one, Constraint other) {
    boolean opposed =
        one.isHard()
            && other.isHard()
            && one.bound().metric() == other.bound().metric()
            && one.bound().side() == Bound.Side.AT_MOST
            && other.bound().side() == Bound.Side.AT_LEAST;
    if (opposed && one.bound().limit() < other.bound().limit()) {
      throw InvalidValueException.because(
          "Constraints contradict each other: " + one.bound() + " and " + other.bound() + ".");
    }
  }
}
