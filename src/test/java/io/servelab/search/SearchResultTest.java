package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.perf.RuleSet;
import io.servelab.serving.Forecast;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Results put together from candidates with numbers of one's own. */
class SearchResultTest {

  private static final SearchRequest REFERENCE =
      TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40);
  private static final SearchRequest FAIR = TestSearches.search(RuleSet.SERVELAB, 8, 1000, 40);

  private static final Candidate SLOW = TestSearches.candidate(1, 500, 20, 1);
  private static final Candidate FAST = TestSearches.candidate(2, 500, 30, 3);

  private static SearchBranch branch(ServingMode mode, Candidate... found) {
    List<Candidate> all = List.of(found);
    return new SearchBranch(mode, all, new ParetoFront(all), all, Optional.empty());
  }

  private static SearchBranch failed(ServingMode mode, Reason reason) {
    return SearchBranch.failed(mode, new InfeasibleException(reason, "nothing"));
  }

  private static SearchResult result(SearchRequest request, SearchBranch... branches) {
    return new SearchResult(request, List.of(branches));
  }

  private static final SearchBranch MIXED = branch(ServingMode.AGGREGATED, SLOW);
  private static final SearchBranch POOLS = branch(ServingMode.DISAGGREGATED, FAST);
  private static final SearchResult BOTH = result(FAIR, MIXED, POOLS);

  @Test
  void theKindThatServesMoreIsChosen() {
    assertEquals(Optional.of(POOLS), BOTH.chosen());
    assertEquals(Optional.of(POOLS), result(FAIR, POOLS, MIXED).chosen());
  }

  @Test
  void aPreferredKindIsChosenIfItHasADeployment() {
    Optional<ServingMode> mixed = Optional.of(ServingMode.AGGREGATED);
    assertEquals(Optional.of(MIXED), BOTH.recommending(List.of(MIXED, POOLS), mixed).chosen());
    SearchBranch nothing = failed(ServingMode.AGGREGATED, Reason.TARGETS);
    assertEquals(Optional.of(POOLS), BOTH.recommending(List.of(nothing, POOLS), mixed).chosen());
  }

  @Test
  void recommendingKeepsTheQuestionAndThePrices() {
    Prices prices = new Prices("EUR", Map.of("h200_sxm", 3.6));
    SearchResult other = BOTH.at(prices).recommending(List.of(MIXED), Optional.empty());
    assertEquals(prices, other.prices());
    assertEquals(FAIR, other.request());
    assertEquals(List.of(MIXED), other.branches());
  }

  @Test
  void finalistsAreTheTopAndThenTheFrontEachOnce() {
    Candidate further = TestSearches.candidate(4, 500, 10, 3);
    SearchBranch mixed =
        new SearchBranch(
            ServingMode.AGGREGATED,
            List.of(SLOW, further),
            new ParetoFront(List.of(further, SLOW)),
            List.of(SLOW),
            Optional.empty());
    assertEquals(List.of(SLOW, FAST, further), result(FAIR, mixed, POOLS).finalists());
  }

  /** Of 5 GPUs, replicas of 2 use 4. */
  @Test
  void aSimulatedReplicaIsSpreadOverTheGpusOfTheCluster() {
    SearchResult found = ForecastsTest.FOUND;
    Candidate candidate =
        found.finalists().stream().filter(each -> each.gpus() == 2).findFirst().orElseThrow();
    Forecast forecast = found.forecasts().of(candidate).orElseThrow();
    assertEquals(
        forecast.tokensPerSPerGpu() * 0.8,
        result(FAIR.withTotalGpus(5)).simulatedTokensPerSPerGpu(candidate, forecast),
        1e-9);
  }

  @Test
  void ofSeveralEnginesEachAnswersForItsOwnDeployments() {
    SearchRequest other = FAIR.withTotalGpus(16);
    SearchResult merged =
        EngineComparison.of(List.of(result(FAIR, MIXED), result(other, POOLS))).asResult();
    assertSame(FAIR, merged.requestOf(SLOW));
    assertSame(other, merged.requestOf(FAST));
    assertSame(FAIR, merged.requestOf(TestSearches.candidate(1, 500, 20, 1)));
    assertSame(FAIR, BOTH.requestOf(FAST));
  }

  @Test
  void anEngineThatFoundNothingIsLeftOutOfTheComparison() {
    EngineComparison comparison =
        EngineComparison.of(
            List.of(
                result(FAIR, MIXED, failed(ServingMode.DISAGGREGATED, Reason.NOT_MEASURED)),
                result(FAIR, failed(ServingMode.AGGREGATED, Reason.TARGETS), POOLS)));
    assertEquals(
        List.of(List.of(SLOW), List.of(FAST)),
        comparison.merged().stream().map(SearchBranch::top).toList());
    assertEquals(FAST, comparison.chosen().orElseThrow().best().orElseThrow());
  }

  /** The reference reports a comparison of separate pools that all missed the targets as empty. */
  @Test
  void onlyTheReferenceReportsSeparatePoolsThatMissTheTargetsAsEmpty() {
    SearchBranch missed = failed(ServingMode.DISAGGREGATED, Reason.TARGETS);
    assertEquals(2, merged(result(REFERENCE, MIXED, missed)));
    assertEquals(1, merged(result(FAIR, MIXED, missed)));
    assertEquals(
        1, merged(result(REFERENCE, MIXED, failed(ServingMode.DISAGGREGATED, Reason.NO_LAYOUT))));
    assertEquals(
        1, merged(result(REFERENCE, failed(ServingMode.AGGREGATED, Reason.TARGETS), POOLS)));
  }

  private static int merged(SearchResult result) {
    return EngineComparison.of(List.of(result)).merged().size();
  }

  @Test
  void whereNoEngineFoundAnythingTheFirstFailureIsKept() {
    SearchBranch first = failed(ServingMode.DISAGGREGATED, Reason.NOT_MEASURED);
    SearchBranch second = failed(ServingMode.DISAGGREGATED, Reason.NO_LAYOUT);
    SearchResult merged =
        EngineComparison.of(List.of(result(FAIR, MIXED, first), result(FAIR, MIXED, second)))
            .asResult();
    assertEquals(2, merged.branches().size());
    assertEquals(first.failure(), merged.branch(ServingMode.DISAGGREGATED).orElseThrow().failure());
    assertEquals(2, merged.branch(ServingMode.AGGREGATED).orElseThrow().candidates().size());
  }

  /** What misses the targets least comes first, and of what meets them the highest throughput. */
  @Test
  void mergedRecommendationsKeepTheOrderOfTheirRules() {
    Candidate late = TestSearches.candidate(1, 1100, 20, 9);
    SearchResult one = result(FAIR, branch(ServingMode.AGGREGATED, SLOW, late));
    SearchResult other = result(FAIR, branch(ServingMode.AGGREGATED, FAST));
    List<Candidate> fair = EngineComparison.of(List.of(one, other)).merged().get(0).top();
    assertEquals(List.of(FAST, SLOW, late), fair);
    List<Candidate> reference =
        EngineComparison.of(List.of(result(REFERENCE, one.branches().get(0)), other))
            .merged()
            .get(0)
            .top();
    assertEquals(List.of(late, FAST, SLOW), reference);
  }

  @Test
  void theFirstTokenCountsUnderOwnRulesOnly() {
    Candidate late = TestSearches.candidate(1, 1100, 20, 9);
    assertFalse(new TargetCheck(FAIR).meets(late));
    assertTrue(new TargetCheck(REFERENCE).meets(late));
    assertEquals(0.1, new TargetCheck(FAIR).excess(late), 1e-12);
    assertEquals(-0.5, new TargetCheck(REFERENCE).excess(late), 1e-12);
  }

  @Test
  void aRequestTargetIsCheckedAlone() {
    SearchRequest whole = FAIR.withSla(Sla.of(1, 1).withRequestMs(2480));
    assertTrue(new TargetCheck(whole).meets(SLOW));
    assertEquals(1, new TargetCheck(whole.withSla(Sla.of(1, 1).withRequestMs(1240))).excess(SLOW));
  }

  @Test
  void whereNothingMeetsTheTargetsTheNearestStandIn() {
    SearchRequest hasty = FAIR.withSla(Sla.of(1000, 10));
    assertEquals(List.of(SLOW), new TargetCheck(hasty).meetingOrNearest(List.of(FAST, SLOW)));
    assertEquals(List.of(FAST, SLOW), new TargetCheck(FAIR).meetingOrNearest(List.of(FAST, SLOW)));
  }

  @Test
  void aRequestTargetMakesTheWholeRequestTheSpeed() {
    Sla whole = Sla.of(1000, 40).withRequestMs(5000);
    assertEquals(2480, Objectives.speedColumn(whole).applyAsDouble(SLOW));
    assertEquals(-2480, Objectives.speed(whole).applyAsDouble(SLOW));
    assertEquals(50, Objectives.speedColumn(Sla.of(1000, 40)).applyAsDouble(SLOW));
  }

  @Test
  void simulatedKindsAreComparedFromTheFasterOne() {
    SearchResult found = ForecastsTest.FOUND;
    SimulatedComparison comparison = SimulatedComparison.of(found).orElseThrow();
    assertEquals(2, comparison.sides().size());
    for (SimulatedComparison.Side side : comparison.sides()) {
      Candidate best = found.branch(side.mode()).orElseThrow().best().orElseThrow();
      assertEquals(WithinTargets.of(found, best), Optional.of(side.delivered()));
    }
    assertTrue(delivers(comparison, 0) >= delivers(comparison, 1));
    List<SearchBranch> turned = List.of(found.branches().get(1), found.branches().get(0));
    assertEquals(
        Optional.of(comparison),
        SimulatedComparison.of(found.recommending(turned, Optional.empty())));
  }

  private static double delivers(SimulatedComparison comparison, int side) {
    return comparison.sides().get(side).delivered().tokensPerSPerGpu();
  }

  @Test
  void aComparisonSaysWhetherItIsDecided() {
    SimulatedComparison.Side better =
        new SimulatedComparison.Side(
            ServingMode.DISAGGREGATED, new WithinTargets(110, 120, 130, 8));
    assertEquals(
        "Simulated within the targets: disagg 120 (110 to 130), agg 100 (90 to 110) tokens/s/GPU;"
            + " the bands cannot tell them apart.",
        new SimulatedComparison(
                List.of(
                    better,
                    new SimulatedComparison.Side(
                        ServingMode.AGGREGATED, new WithinTargets(90, 100, 110, 9))))
            .toString());
    assertEquals(
        "Simulated within the targets: disagg 120 (110 to 130), agg 99 (89 to 109) tokens/s/GPU.",
        new SimulatedComparison(
                List.of(
                    better,
                    new SimulatedComparison.Side(
                        ServingMode.AGGREGATED, new WithinTargets(89, 99, 109, 9))))
            .toString());
  }
}
