package io.servelab.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.perf.RuleSet;
import io.servelab.search.Candidate;
import io.servelab.search.SearchRequest;
import io.servelab.search.TestSearches;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LoadMatchTest {

  private static final SearchRequest SEARCH = TestSearches.search(RuleSet.REFERENCE, 32, 1000, 40);
  private static final Candidate REPLICA = TestSearches.candidate(4, 500, 20, 1.3);

  private static List<Sizing> top(Load load, OptionalInt cap, Candidate... candidates) {
    return new LoadMatch(SEARCH, load, cap).top(List.of(candidates));
  }

  /** Section 11.2 of the search specification. */
  @Test
  void servesARateWithWholeReplicas() {
    Sizing sizing = top(Load.ofRate(5), OptionalInt.empty(), REPLICA).get(0);
    assertEquals(4, sizing.replicas());
    assertEquals(16, sizing.totalGpus());
    assertTrue(sizing.servesAll());
    assertEquals(1.0 / 16, sizing.score());
  }

  /** Section 11.2 of the search specification. */
  @Test
  void tellsTheShareThatACapServes() {
    Sizing sizing = top(Load.ofRate(5), OptionalInt.of(8), REPLICA).get(0);
    assertEquals(2, sizing.replicas());
    assertEquals(50, sizing.loadServedPercent());
    assertEquals(32.5, sizing.score(), 1e-12);
  }

  @Test
  void servesAConcurrency() {
    Sizing sizing = top(Load.ofConcurrency(7), OptionalInt.empty(), REPLICA).get(0);
    assertEquals(7, sizing.replicas());
  }

  @Test
  void aCapThatHoldsEverythingChangesNothing() {
    assertEquals(
        top(Load.ofRate(5), OptionalInt.empty(), REPLICA),
        top(Load.ofRate(5), OptionalInt.of(16), REPLICA));
  }

  @Test
  void aCapThatHoldsNoReplicaServesNothing() {
    assertEquals(List.of(), top(Load.ofRate(5), OptionalInt.of(3), REPLICA));
  }

  @Test
  void fewestGpusComeFirst() {
    Candidate small = TestSearches.candidate(1, 500, 20, 0.3);
    List<Sizing> sizings = top(Load.ofRate(5), OptionalInt.empty(), small, REPLICA);
    assertEquals(List.of(REPLICA, small), sizings.stream().map(Sizing::candidate).toList());
  }

  @Test
  void slowCandidatesServeOnlyIfNoneIsFastEnough() {
    Candidate slow = TestSearches.candidate(8, 500, 41, 100);
    assertEquals(
        REPLICA, top(Load.ofRate(5), OptionalInt.empty(), slow, REPLICA).get(0).candidate());
    assertEquals(slow, top(Load.ofRate(5), OptionalInt.empty(), slow).get(0).candidate());
  }

  @Test
  void loadsAndCapsArePositive() {
    assertThrows(InvalidValueException.class, () -> Load.ofRate(0));
    assertThrows(
        InvalidValueException.class,
        () -> new LoadMatch(SEARCH, Load.ofRate(1), OptionalInt.of(0)));
  }

  @Test
  void recommendationsGrowWithTheLoad() {
    int before = 0;
    for (double rate : new double[] {1, 10, 100, 1000}) {
      Recommendation found =
          Recommendation.of(SEARCH, Load.ofRate(rate), OptionalInt.empty(), TestSearches.WORKERS);
      assertTrue(found.sizing().totalGpus() >= Math.max(1, before));
      assertTrue(
          found.sizing().candidate().rates().requestsPerS() * found.sizing().replicas() >= rate);
      before = found.sizing().totalGpus();
    }
  }

  @Test
  void autoscalePairsOneWorkerOfEach() {
    AutoscalePlan plan = AutoscalePlan.of(SEARCH, TestSearches.WORKERS);
    assertTrue(
        plan.pairs().stream()
            .allMatch(
                pair -> pair.row().prefill().workers() == 1 && pair.row().decode().workers() == 1));
    assertTrue(plan.decodes().stream().allMatch(point -> point.row().latency().tpotMs() < 40));
  }

  @Test
  void autoscaleIsNeverEmptyHoweverTightTheTargets() {
    SearchRequest hasty = TestSearches.search(RuleSet.REFERENCE, 8, 0.1, 0.1);
    assertTrue(!AutoscalePlan.of(hasty, TestSearches.WORKERS).pairs().isEmpty());
  }
}
