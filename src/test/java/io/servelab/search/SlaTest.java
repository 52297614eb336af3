package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaTest {

  /** A whole request of 100 tokens takes 500 + 99 x 20 = 2480 ms. */
  private static final Candidate CANDIDATE = TestSearches.candidate(1, 500, 20, 1);

  @Test
  void bothTokensHaveToBeInTimeAndLimitsBelong() {
    assertTrue(Sla.of(500, 20).metBy(CANDIDATE));
    assertFalse(Sla.of(499.9, 20).metBy(CANDIDATE));
    assertFalse(Sla.of(500, 19.9).metBy(CANDIDATE));
  }

  @Test
  void aTargetOfTheWholeRequestReplacesTheOthers() {
    assertTrue(Sla.of(1, 1).withRequestMs(2480).metBy(CANDIDATE));
    assertFalse(Sla.of(5000, 5000).withRequestMs(2479.9).metBy(CANDIDATE));
  }

  private static List<Double> firstTokensMs(Sla sla) {
    return sla.sweep(101).stream().map(Sla.Pair::ttftMs).toList();
  }

  /** Section 2.5 of the search specification. */
  @Test
  void aRequestTargetIsSplitAtUsualFirstTokensAndAtSharesOutsideThem() {
    assertEquals(
        List.of(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 800.0, 950.0),
        firstTokensMs(Sla.of(950, 50).withRequestMs(1000)));
    assertEquals(
        List.of(2000.0, 3000.0, 5000.0, 8000.0, 10000.0, 14000.0, 19000.0),
        firstTokensMs(Sla.of(19000, 50).withRequestMs(20000)).subList(9, 16));
  }

  @Test
  void whatTheFirstTokenLeavesIsSharedByTheLaterOnes() {
    Sla sla = Sla.of(950, 50).withRequestMs(1000);
    assertEquals(new Sla.Pair(500, 5), sla.sweep(101).get(4));
    assertEquals(new Sla.Pair(500, 500), sla.sweep(1).get(4));
  }

  @Test
  void goodputCountsRequestsUnderTheTargets() {
    SearchResult found = ForecastsTest.FOUND;
    Candidate best = found.chosen().orElseThrow().best().orElseThrow();
    var forecast = found.forecasts().of(best).orElseThrow();
    double all = Sla.of(1e9, 1e9).goodputPerS(forecast);
    assertTrue(all > 0);
    assertEquals(0, Sla.of(1e-6, 1e9).goodputPerS(forecast));
    assertEquals(all, Sla.of(1e-6, 1e-6).withRequestMs(1e9).goodputPerS(forecast), 1e-9);
    assertEquals(0, Sla.of(1e9, 1e9).withRequestMs(1e-6).goodputPerS(forecast));
  }

  @Test
  void targetsArePositive() {
    assertThrows(InvalidValueException.class, () -> Sla.of(0, 20));
    assertThrows(InvalidValueException.class, () -> Sla.of(500, 0));
    assertThrows(InvalidValueException.class, () -> Sla.of(500, Double.NaN));
    assertThrows(InvalidValueException.class, () -> Sla.of(500, Double.POSITIVE_INFINITY));
    assertThrows(InvalidValueException.class, () -> Sla.of(500, 20).withRequestMs(0));
  }
}
