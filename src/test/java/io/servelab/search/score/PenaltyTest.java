package io.servelab.search.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PenaltyTest {

  private static final Bound SOFT = Bound.atMost(Metric.TTFT_MS, 1000);

  @Test
  void nothingIsPaidWithinTheBound() {
    Constraint constraint = Constraint.soft(SOFT, Penalty.DEFAULT);
    assertEquals(0, constraint.penaltyOf(1000));
    assertEquals(0, constraint.penaltyOf(1));
  }

  @Test
  void violationIsRelativeToTheLimit() {
    assertEquals(0.2, SOFT.violation(1200), 1e-12);
    assertEquals(0.25, Bound.atLeast(Metric.TOKENS_PER_S_PER_USER, 40).violation(30), 1e-12);
    assertEquals(0, Bound.atLeast(Metric.TOKENS_PER_S_PER_USER, 40).violation(50));
  }

  @Test
  void penaltyIsExponential() {
    Constraint constraint = Constraint.soft(SOFT, new Penalty(2, 0.1));
    assertEquals(2 * Math.exp(2), constraint.penaltyOf(1200), 1e-9);
  }

  @Test
  void hardBoundsExclude() {
    assertEquals(Double.POSITIVE_INFINITY, Constraint.hard(SOFT).penaltyOf(1001));
    assertEquals(0, Constraint.hard(SOFT).penaltyOf(999));
  }

  @Test
  void unknownValuesHoldNoBound() {
    assertFalse(SOFT.holds(Double.NaN));
    assertEquals(Double.POSITIVE_INFINITY, SOFT.violation(Double.NaN));
  }

  @Test
  void limitsAndPenaltiesArePositive() {
    assertThrows(InvalidValueException.class, () -> Bound.atMost(Metric.TTFT_MS, 0));
    assertThrows(InvalidValueException.class, () -> new Penalty(0, 1));
    assertThrows(InvalidValueException.class, () -> new Penalty(1, Double.NaN));
  }

  @Property
  void moreViolationNeverCostsLess(
      @ForAll @DoubleRange(min = 0, max = 5) double less,
      @ForAll @DoubleRange(min = 0, max = 5) double more,
      @ForAll @DoubleRange(min = 0.01, max = 10) double weight,
      @ForAll @DoubleRange(min = 0.01, max = 10) double steepness) {
    Penalty penalty = new Penalty(weight, steepness);
    assertTrue(penalty.of(Math.min(less, more)) <= penalty.of(Math.max(less, more)));
  }

  @Property
  void beyondAnUpperBoundHigherIsNeverCheaper(
      @ForAll @DoubleRange(min = 1, max = 10000) double low,
      @ForAll @DoubleRange(min = 1, max = 10000) double high) {
    Constraint constraint = Constraint.soft(SOFT, Penalty.DEFAULT);
    assertTrue(
        constraint.penaltyOf(Math.min(low, high)) <= constraint.penaltyOf(Math.max(low, high)));
  }
}
