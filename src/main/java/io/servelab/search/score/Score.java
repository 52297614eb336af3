package io.servelab.search.score;

import java.util.List;
import java.util.Locale;

/**
 * How good a candidate is: {@code objective / (1 + sum of penalties)}, 0 beyond a hard constraint.
 *
 * @param objective name of the objective
 * @param value the objective
 * @param terms one for each constraint, in their order
 */
public record Score(String objective, double value, List<Term> terms) {

  /** Copies the terms. */
  public Score {
    terms = List.copyOf(terms);
  }

  /**
   * What a constraint makes of a candidate.
   *
   * @param constraint the constraint
   * @param value value of its metric; not a number where it is unknown
   * @param violation how far that is beyond the bound, relative to it
   * @param penalty what is added to the divisor of the score
   */
  public record Term(Constraint constraint, double value, double violation, double penalty) {

    @Override
    public String toString() {
      return penalty == 0
          ? String.format(Locale.ROOT, "%s: %.6g, met", constraint, value)
          : String.format(
              Locale.ROOT,
              "%s: %.6g, violated by %.3g %%, penalty %.4g",
              constraint,
              value,
              violation * 100,
              penalty);
    }
  }

  /** Whether every hard constraint is met and the objective is known. */
  public boolean admissible() {
    return !Double.isNaN(value)
        && terms.stream().allMatch(term -> !term.constraint.isHard() || term.penalty == 0);
  }

  /** Sum of the penalties. */
  public double penalty() {
    return terms.stream().mapToDouble(Term::penalty).sum();
  }

  /** The score. */
  public double total() {
    return admissible() ? value / (1 + penalty()) : 0;
  }

  /** The score term by term, one line for each. */
  public String explain() {
    StringBuilder lines = new StringBuilder();
    lines.append(String.format(Locale.ROOT, "objective %s: %.6g%n", objective, value));
    terms.forEach(term -> lines.append(term).append(System.lineSeparator()));
    return lines
        .append(
            String.format(
                Locale.ROOT, "score = %.6g / (1 + %.6g) = %.6g", value, penalty(), total()))
        .toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.6g (%s %.6g, penalties %.4g)", total(), objective, value, penalty());
  }
}
