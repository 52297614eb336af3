package io.servelab.search.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.perf.RuleSet;
import io.servelab.search.Candidate;
import io.servelab.search.ParetoFront;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.TestSearches;
import io.servelab.search.score.Bound;
import io.servelab.search.score.Constraint;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Objective;
import io.servelab.search.score.Penalty;
import io.servelab.search.score.Scoring;
import io.servelab.search.score.Yardstick;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Searches ranked by a score of one's own. */
class ScoredSearchTest {

  private static final SearchRequest REQUEST = TestSearches.search(RuleSet.SERVELAB, 8, 1000, 40);
  private static final Yardstick CLUSTER = Yardstick.of(8);
  private static final Scoring THROUGHPUT =
      new Scoring(Objective.of(Metric.TOKENS_PER_S_PER_GPU, CLUSTER), List.of(), CLUSTER);

  private static final Candidate SMALL = TestSearches.candidate(1, 900, 30, 0.995);
  private static final Candidate MIDDLE = TestSearches.candidate(2, 500, 20, 2);
  private static final Candidate LARGE = TestSearches.candidate(4, 300, 10, 3);

  private static SearchBranch branch(ServingMode mode, Candidate... found) {
    return new SearchBranch(
        mode, List.of(found), new ParetoFront(List.of()), List.of(), Optional.empty());
  }

  private static final SearchResult RESULT =
      new SearchResult(
          REQUEST,
          List.of(
              branch(ServingMode.AGGREGATED, SMALL, LARGE),
              branch(ServingMode.DISAGGREGATED, MIDDLE)));

  private static Scoring under(Constraint... constraints) {
    return new Scoring(THROUGHPUT.objective(), List.of(constraints), CLUSTER);
  }

  private static Constraint ttft(double limitMs) {
    return Constraint.hard(Bound.atMost(Metric.TTFT_MS, limitMs));
  }

  @Test
  void everyKindIsRankedByTheScoreAndTheBetterOnePreferred() {
    SearchResult scored = ScoredSearch.of(RESULT, THROUGHPUT);
    assertEquals(
        List.of(List.of(SMALL, LARGE), List.of(MIDDLE)),
        scored.branches().stream().map(SearchBranch::top).toList());
    assertEquals(Optional.of(ServingMode.DISAGGREGATED), scored.preferred());
    assertTrue(scored.branches().stream().allMatch(branch -> branch.failure().isEmpty()));
  }

  @Test
  void latencyMayDecideInsteadOfThroughput() {
    Scoring latency = THROUGHPUT.maximising(Objective.of(Metric.TTFT_MS, CLUSTER));
    SearchResult scored = ScoredSearch.of(RESULT, latency);
    assertEquals(List.of(LARGE, SMALL), scored.branches().get(0).top());
    assertEquals(Optional.of(ServingMode.AGGREGATED), scored.preferred());
  }

  private static InfeasibleException failure(Scoring scoring) {
    SearchBranch mixed = ScoredSearch.of(RESULT, scoring).branches().get(0);
    assertTrue(mixed.top().isEmpty());
    InfeasibleException failure = (InfeasibleException) mixed.failure().orElseThrow();
    assertEquals(Reason.TARGETS, failure.reason());
    return failure;
  }

  @Test
  void boundsThatNothingMeetsAreNamedWithTheNearestDeployment() {
    Constraint soft = Constraint.soft(Bound.atMost(Metric.REPLICA_GPUS, 1), Penalty.DEFAULT);
    assertEquals(
        """
        No deployment meets ttft_ms <= 250, tpot_ms <= 15 together.
        Nearest: tp4pp1dp1etp1ep1 misses ttft_ms <= 250 by 20.0 % (300.000).\
        """,
        failure(under(ttft(250), Constraint.hard(Bound.atMost(Metric.TPOT_MS, 15)), soft))
            .getMessage());
  }

  @Test
  void aMetricThatIsUnknownOfAllIsNamed() {
    assertEquals(
        """
        No deployment meets power_w <= 700, ttft_ms <= 1000 together.
        power_w is not known of any deployment here.\
        """,
        failure(under(Constraint.hard(Bound.atMost(Metric.POWER_W, 700)), ttft(1000)))
            .getMessage());
  }

  @Test
  void aKindThatFailedKeepsItsReason() {
    InfeasibleException reason = new InfeasibleException(Reason.NO_LAYOUT, "no layout");
    SearchBranch failed = branch(ServingMode.AGGREGATED).failing(reason);
    SearchResult result = new SearchResult(REQUEST, List.of(failed, RESULT.branches().get(1)));
    SearchResult scored = ScoredSearch.of(result, THROUGHPUT);
    assertEquals(Optional.of(reason), scored.branches().get(0).failure());
    assertEquals(Optional.of(ServingMode.DISAGGREGATED), scored.preferred());
  }

  @Test
  void ofEveryLayoutOneDeploymentIsShown() {
    Candidate other = TestSearches.candidate(2, 600, 25, 1.5);
    Choice choice = Choice.of(List.of(SMALL, other, MIDDLE, LARGE), THROUGHPUT);
    assertEquals(
        List.of(MIDDLE, SMALL, LARGE), choice.top(9).stream().map(Scored::candidate).toList());
    assertEquals(List.of(MIDDLE, SMALL), choice.top(2).stream().map(Scored::candidate).toList());
    assertEquals(List.of(), Choice.of(List.of(), THROUGHPUT).top(2));
  }

  @Test
  void remainingTiesGoToTheFasterLaterTokens() {
    Candidate slow = TestSearches.candidate(1, 500, 30, 1);
    Candidate fast = TestSearches.candidate(1, 500, 20, 1);
    assertEquals(
        fast, Choice.of(List.of(slow, fast), THROUGHPUT).optimum().orElseThrow().candidate());
  }

  @Test
  void aToleranceIsAShareAndNoToleranceTakesTheBest() {
    Choice exact = Choice.of(List.of(SMALL, MIDDLE), THROUGHPUT).within(0);
    assertEquals(MIDDLE, exact.recommended().orElseThrow().candidate());
  }

  @Test
  void aVerdictSaysByHowMuch() {
    Verdict verdict = Verdict.of(RESULT, THROUGHPUT).orElseThrow();
    assertEquals(new Verdict(ServingMode.DISAGGREGATED, 100, Optional.of(99.5)), verdict);
    assertEquals("disagg is better, 1.01 times the other kind", verdict.toString());
    assertEquals(100 / 99.5, verdict.ratio().orElseThrow(), 1e-12);
  }

  @Test
  void aVerdictWithoutARivalSaysSo() {
    Verdict verdict = Verdict.of(RESULT, under(ttft(300))).orElseThrow();
    assertEquals(new Verdict(ServingMode.AGGREGATED, 75, Optional.empty()), verdict);
    assertEquals("only agg meets the constraints", verdict.toString());
    assertTrue(Verdict.of(RESULT, under(ttft(100))).isEmpty());
    assertFalse(new Verdict(ServingMode.AGGREGATED, 75, Optional.of(0.0)).ratio().isPresent());
  }

  @Test
  void nearMissesAreOrderedByHowFarTheyMiss() {
    Constraint tpot = Constraint.hard(Bound.atMost(Metric.TPOT_MS, 9));
    Candidate late = TestSearches.candidate(1, 300, 8, 1);
    Candidate lessLate = TestSearches.candidate(1, 240, 8, 1);
    Candidate slow = TestSearches.candidate(1, 150, 9.9, 1);
    List<NearMiss> misses =
        NearMiss.of(List.of(late, lessLate, late, slow, MIDDLE), under(ttft(200), tpot));
    assertEquals(List.of(slow, lessLate), misses.stream().map(NearMiss::candidate).toList());
    assertEquals(0.1, misses.get(0).violation(), 1e-12);
    assertEquals(0.2, misses.get(1).violation(), 1e-12);
  }
}
