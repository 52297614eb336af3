package io.servelab.search.score;

import java.util.Optional;

/**
 * A bound with its consequence: a hard one excludes candidates beyond it, a soft one lowers their
 * score.
 *
 * @param bound the bound
 * @param penalty how a violation counts; empty for a hard constraint
 */
public record Constraint(Bound bound, Optional<Penalty> penalty) {

  /** A bound that no candidate may violate. */
  public static Constraint hard(Bound bound) {
    return new Constraint(bound, Optional.empty());
  }

  /** A bound whose violation lowers the score. */
  public static Constraint soft(Bound bound, Penalty penalty) {
    return new Constraint(bound, Optional.of(penalty));
  }

  /** Whether candidates beyond the bound are excluded. */
  public boolean isHard() {
    return penalty.isEmpty();
  }

  /** Penalty of a value: 0 within the bound, infinite beyond a hard one. */
  public double penaltyOf(double value) {
    if (bound.holds(value)) {
      return 0;
    }
    return penalty.map(soft -> soft.of(bound.violation(value))).orElse(Double.POSITIVE_INFINITY);
  }

  @Override
  public String toString() {
    return bound + (isHard() ? " (hard)" : " (soft)");
  }
}
