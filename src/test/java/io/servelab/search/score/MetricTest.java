package io.servelab.search.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.perf.RuleSet;
import io.servelab.search.Candidate;
import io.servelab.search.Prices;
import io.servelab.search.Sla;
import io.servelab.search.TestSearches;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {

  /** 2 GPUs with 1.5 requests and 150 tokens per second. */
  private static final Candidate REPLICA = TestSearches.candidate(2, 500, 20, 1.5);

  /** Holds two replicas of {@link #REPLICA}; the fifth GPU is idle. */
  private static final Yardstick FIVE_GPUS = Yardstick.of(5);

  @Test
  void aClusterIsMeasuredByTheReplicasItHolds() {
    assertEquals(3, Metric.REQUESTS_PER_S.of(REPLICA, FIVE_GPUS));
    assertEquals(2, Metric.CONCURRENCY.of(REPLICA, FIVE_GPUS));
    assertEquals(300, Metric.TOKENS_PER_S.of(REPLICA, FIVE_GPUS), 1e-9);
    assertEquals(60, Metric.TOKENS_PER_S_PER_GPU.of(REPLICA, FIVE_GPUS), 1e-9);
    assertEquals(2, Metric.REPLICA_GPUS.of(REPLICA, FIVE_GPUS));
  }

  @Test
  void aUserMeasuresOneRequest() {
    assertEquals(500, Metric.TTFT_MS.of(REPLICA, FIVE_GPUS));
    assertEquals(20, Metric.TPOT_MS.of(REPLICA, FIVE_GPUS));
    assertEquals(2480, Metric.REQUEST_LATENCY_MS.of(REPLICA, FIVE_GPUS));
    assertEquals(50, Metric.TOKENS_PER_S_PER_USER.of(REPLICA, FIVE_GPUS));
  }

  @Test
  void costNeedsAPriceOfEverySystem() {
    Prices others = new Prices("EUR", Map.of("b200_sxm", 5.0));
    assertTrue(Double.isNaN(Metric.COST_PER_MILLION_TOKENS.of(REPLICA, new Yardstick(5, others))));
    assertTrue(Double.isNaN(Metric.COST_PER_MILLION_TOKENS.of(REPLICA, FIVE_GPUS)));
  }

  @Test
  void metricsAreNamedWithOrWithoutTheirUnit() {
    for (Metric metric : Metric.values()) {
      assertEquals(metric, Metric.of(metric.id()));
    }
    assertEquals(Metric.TTFT_MS, Metric.of("ttft"));
    assertEquals(Metric.POWER_W, Metric.of("power"));
    assertEquals(Metric.TOKENS_PER_S, Metric.of("tokens_per_s"));
  }

  @Test
  void namesThatMeanNothingOrSeveralMetricsAreRefused() {
    String message =
        assertThrows(UnknownNameException.class, () -> Metric.of("ttfd_ms")).getMessage();
    assertTrue(message.contains("ttft_ms"), message);
    assertThrows(UnknownNameException.class, () -> Metric.of("tokens_per"));
    assertThrows(UnknownNameException.class, () -> Metric.of("tt"));
  }

  @Test
  void boundsAreWrittenAsTheyAreShown() {
    assertEquals(Bound.atMost(Metric.POWER_W, 700), Bound.parse("power_w<=700"));
    assertEquals(Bound.atMost(Metric.TTFT_MS, 200.5), Bound.parse(" ttft <= 200.5 "));
    assertEquals(Bound.atLeast(Metric.CONCURRENCY, 8), Bound.parse("concurrency >= 8"));
    for (String text : List.of("ttft_ms <= 200.5", "requests_per_s >= 3")) {
      assertEquals(text, Bound.parse(text).toString());
    }
  }

  @Test
  void whatIsNoBoundIsRefused() {
    for (String text : List.of("ttft_ms", "ttft_ms < 5", "ttft_ms <= -5", "<= 5", "ttft_ms <= ")) {
      String message =
          assertThrows(InvalidValueException.class, () -> Bound.parse(text)).getMessage();
      assertTrue(message.contains(text), message);
    }
  }

  @Test
  void aLimitBelongsToItsBound() {
    Bound most = Bound.atMost(Metric.TTFT_MS, 500);
    Bound least = Bound.atLeast(Metric.TTFT_MS, 500);
    assertTrue(most.holds(500) && most.holds(499.9));
    assertTrue(least.holds(500) && least.holds(500.1));
    assertFalse(most.holds(500.1));
    assertFalse(least.holds(499.9));
    assertEquals(0, most.violation(500));
  }

  @Test
  void moreConstraintsAreAddedToThoseOfTheTargets() {
    Scoring plain = Scoring.of(TestSearches.search(RuleSet.SERVELAB, 5, 400, 40));
    assertEquals(
        List.of("ttft_ms <= 400 (hard)", "tpot_ms <= 40 (hard)"),
        plain.constraints().stream().map(Constraint::toString).toList());
    Constraint more = Constraint.hard(Bound.atLeast(Metric.CONCURRENCY, 8));
    Scoring both = plain.with(more);
    assertEquals(more, both.constraints().get(2));
    assertEquals(plain.objective(), both.objective());
  }

  @Test
  void aTargetOfTheWholeRequestIsTheOnlyConstraint() {
    assertEquals(
        List.of(Constraint.hard(Bound.atMost(Metric.REQUEST_LATENCY_MS, 2000))),
        Scoring.targets(Sla.of(400, 40).withRequestMs(2000)));
  }

  @Test
  void anObjectiveMayBeNothingAndBoundsMayMeet() {
    Scoring none = new Scoring(Objective.custom("none", candidate -> 0), List.of(), FIVE_GPUS);
    assertEquals(0, none.score(REPLICA).total());
    Scoring exact =
        none.with(Constraint.hard(Bound.atMost(Metric.TPOT_MS, 20)))
            .with(Constraint.hard(Bound.atLeast(Metric.TPOT_MS, 20)));
    assertTrue(exact.score(REPLICA).admissible());
  }

  @Test
  void aScoreIsShownInOneLine() {
    Scoring scoring =
        new Scoring(Objective.of(Metric.TOKENS_PER_S, FIVE_GPUS), List.of(), FIVE_GPUS);
    assertEquals(
        "300.000 (tokens_per_s 300.000, penalties 0.000)", scoring.score(REPLICA).toString());
  }
}
