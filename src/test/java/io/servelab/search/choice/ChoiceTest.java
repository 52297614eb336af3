package io.servelab.search.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.perf.RuleSet;
import io.servelab.search.Candidate;
import io.servelab.search.Prices;
import io.servelab.search.SearchResult;
import io.servelab.search.TestSearches;
import io.servelab.search.score.Bound;
import io.servelab.search.score.Constraint;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Objective;
import io.servelab.search.score.Penalty;
import io.servelab.search.score.Scoring;
import io.servelab.search.score.Yardstick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  private static final Yardstick CLUSTER = Yardstick.of(8);
  private static final Scoring THROUGHPUT =
      new Scoring(Objective.of(Metric.TOKENS_PER_S_PER_GPU, CLUSTER), List.of(), CLUSTER);

  private static final Candidate SMALL = TestSearches.candidate(1, 900, 30, 0.995);
  private static final Candidate MIDDLE = TestSearches.candidate(2, 500, 20, 2);
  private static final Candidate LARGE = TestSearches.candidate(4, 300, 10, 3);
  private static final List<Candidate> ALL = List.of(SMALL, LARGE, MIDDLE);

  private static Scoring under(Constraint... constraints) {
    return new Scoring(THROUGHPUT.objective(), List.of(constraints), CLUSTER);
  }

  @Test
  void ranksByScore() {
    Choice choice = Choice.of(ALL, THROUGHPUT);
    assertEquals(
        List.of(MIDDLE, SMALL, LARGE), choice.ranked().stream().map(Scored::candidate).toList());
    assertEquals(MIDDLE, choice.optimum().orElseThrow().candidate());
  }

  @Test
  void recommendsTheSmallestReplicaWithinTheTolerance() {
    Choice choice = Choice.of(ALL, THROUGHPUT);
    assertEquals(SMALL, choice.recommended().orElseThrow().candidate());
    assertEquals(MIDDLE, choice.within(0.001).recommended().orElseThrow().candidate());
    assertThrows(InvalidValueException.class, () -> choice.within(1));
  }

  @Test
  void tiesGoToFewerGpusThenToTheShorterFirstToken() {
    Candidate slow = TestSearches.candidate(1, 800, 30, 1);
    Candidate fast = TestSearches.candidate(1, 700, 30, 1);
    Candidate wide = TestSearches.candidate(2, 100, 30, 2);
    Choice choice = Choice.of(List.of(wide, slow, fast), THROUGHPUT);
    assertEquals(
        List.of(fast, slow, wide), choice.ranked().stream().map(Scored::candidate).toList());
  }

  @Test
  void hardConstraintsExcludeAndSoftOnesCost() {
    Bound bound = Bound.atMost(Metric.TTFT_MS, 400);
    assertEquals(
        LARGE, Choice.of(ALL, under(Constraint.hard(bound))).optimum().orElseThrow().candidate());
    Choice soft = Choice.of(ALL, under(Constraint.soft(bound, new Penalty(0.01, 10))));
    assertEquals(MIDDLE, soft.optimum().orElseThrow().candidate());
    assertTrue(soft.optimum().orElseThrow().score().total() < 100);
  }

  @Test
  void aScoreExplainsItsTerms() {
    Scoring scoring =
        under(
            Constraint.soft(Bound.atMost(Metric.TTFT_MS, 400), new Penalty(1, 0.25)),
            Constraint.hard(Bound.atLeast(Metric.TOKENS_PER_S_PER_USER, 40)));
    String text = scoring.score(MIDDLE).explain();
    assertTrue(text.contains("objective tokens_per_s_per_gpu: 100"), text);
    assertTrue(text.contains("ttft_ms <= 400 (soft): 500.000, violated by 25.0 %"), text);
    assertTrue(text.contains("tokens_per_s_per_user >= 40 (hard): 50.0000, met"), text);
    double penalty = Math.exp(1);
    assertEquals(100 / (1 + penalty), scoring.score(MIDDLE).total(), 1e-9);
  }

  @Test
  void anObjectiveOfOnesOwnMayNotBeNegative() {
    Scoring latency =
        THROUGHPUT.maximising(
            Objective.custom("-ttft", candidate -> -candidate.latency().ttftMs()));
    assertThrows(InvalidValueException.class, () -> latency.score(SMALL));
    Scoring speed =
        THROUGHPUT.maximising(
            Objective.custom("1/ttft", candidate -> 1 / candidate.latency().ttftMs()));
    assertEquals(LARGE, Choice.of(ALL, speed).optimum().orElseThrow().candidate());
  }

  @Test
  void contradictionsAndMissingPricesAreRefused() {
    assertThrows(
        InvalidValueException.class,
        () ->
            under(
                Constraint.hard(Bound.atMost(Metric.TTFT_MS, 100)),
                Constraint.hard(Bound.atLeast(Metric.TTFT_MS, 200))));
    assertThrows(
        InvalidValueException.class,
        () -> under(Constraint.hard(Bound.atMost(Metric.COST_PER_MILLION_TOKENS, 1))));
  }

  @Test
  void picksServeDifferentPurposes() {
    Picks picks = Picks.of(Choice.of(ALL, THROUGHPUT));
    assertEquals(Optional.of(MIDDLE), picks.throughput());
    assertEquals(Optional.of(LARGE), picks.latency());
    assertEquals(Optional.of(SMALL), picks.fewestGpus());
    assertEquals(Optional.empty(), picks.cheapest());
  }

  @Test
  void pricesMakeCostAMetric() {
    Yardstick priced = new Yardstick(8, new Prices("EUR", Map.of("h200_sxm", 3.6)));
    Scoring scoring =
        new Scoring(Objective.of(Metric.COST_PER_MILLION_TOKENS, priced), List.of(), priced);
    Picks picks = Picks.of(Choice.of(ALL, scoring));
    assertEquals(Optional.of(MIDDLE), picks.cheapest());
    // 2 GPUs at 3.6 an hour deliver 200 tokens per second.
    assertEquals(10, priced.prices().perMillionTokens(MIDDLE).orElseThrow(), 1e-9);
  }

  @Test
  void memoryHeadroomIsThatOfTheFullestGpu() {
    double capacity = 141;
    assertEquals(capacity - 100, Metric.MEMORY_HEADROOM_GIB.of(SMALL, CLUSTER), 1);
  }

  @Test
  void unknownPowerIsNotCheapPower() {
    assertTrue(Double.isNaN(Metric.POWER_W.of(SMALL, CLUSTER)));
    Choice choice = Choice.of(ALL, under(Constraint.hard(Bound.atMost(Metric.POWER_W, 1000))));
    assertTrue(choice.ranked().isEmpty());
  }

  @Test
  void nearMissesBreakOneConstraintOnly() {
    Scoring scoring =
        under(
            Constraint.hard(Bound.atMost(Metric.TTFT_MS, 250)),
            Constraint.hard(Bound.atMost(Metric.TPOT_MS, 15)));
    assertTrue(Choice.of(ALL, scoring).optimum().isEmpty());
    List<NearMiss> misses = NearMiss.of(ALL, scoring);
    assertEquals(1, misses.size());
    assertEquals(LARGE, misses.get(0).candidate());
    assertEquals(0.2, misses.get(0).violation(), 1e-12);
    assertTrue(misses.get(0).toString().contains("misses ttft_ms <= 250 by 20.0 %"));
  }

  @Test
  void theVerdictComparesKindsOfDeployment() {
    SearchResult result = TestSearches.run(TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40));
    Verdict verdict = Verdict.of(result, Scoring.of(result.request())).orElseThrow();
    assertEquals(result.chosen().orElseThrow().mode(), verdict.better());
    assertTrue(verdict.ratio().orElseThrow() >= 1);
  }

  @Test
  void objectivesAreNamedByWhatTheyMaximise() {
    Objective latency = Objective.of(Metric.TTFT_MS, CLUSTER);
    assertEquals("1/ttft_ms", latency.toString());
    assertEquals(0.002, latency.value().applyAsDouble(MIDDLE), 1e-12);
    assertEquals("tokens_per_s_per_gpu", THROUGHPUT.objective().toString());
  }

  @Test
  void pricesArePositiveAndOfEverySystem() {
    assertThrows(InvalidValueException.class, () -> new Prices("EUR", Map.of("h200_sxm", 0.0)));
    assertThrows(
        InvalidValueException.class,
        () -> new Prices("EUR", Map.of("h200_sxm", Double.POSITIVE_INFINITY)));
    Prices prices = new Prices("EUR", Map.of("h200_sxm", 3.6));
    assertEquals(7.2, prices.perReplicaHour(MIDDLE).orElseThrow(), 1e-12);
    Candidate idle = TestSearches.candidate(2, 500, 20, 0);
    assertTrue(prices.perMillionTokens(idle).isEmpty());
    assertTrue(new Prices("EUR", Map.of("b200_sxm", 5.0)).perReplicaHour(MIDDLE).isEmpty());
  }
}
