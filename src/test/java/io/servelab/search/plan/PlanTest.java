package io.servelab.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.Candidate;
import io.servelab.search.ParetoFront;
import io.servelab.search.Prices;
import io.servelab.search.Search;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.Sla;
import io.servelab.search.TestSearches;
import io.servelab.search.WorkerPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters sized for a load, and pools sized one by one. */
class PlanTest {

  private static final SearchRequest REFERENCE =
      TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40);
  private static final SearchRequest FAIR = TestSearches.search(RuleSet.SERVELAB, 8, 1000, 40);

  @TempDir private Path folder;

  private static List<Sizing> top(Load load, OptionalInt cap, Candidate... candidates) {
    return new LoadMatch(REFERENCE, load, cap).top(List.of(candidates));
  }

  @Test
  void ofEquallySmallClustersTheMoreEfficientReplicaComesFirst() {
    Candidate efficient = TestSearches.candidate(2, 500, 20, 3);
    Candidate wasteful = TestSearches.candidate(4, 500, 20, 5);
    List<Sizing> sizings = top(Load.ofRate(5), OptionalInt.empty(), wasteful, efficient);
    assertEquals(List.of(4, 4), sizings.stream().map(Sizing::totalGpus).toList());
    assertEquals(efficient, sizings.get(0).candidate());
  }

  /**
   * 2 replicas of 2 GPUs or one of 4: 3 requests/s are more than 2.5, so 300 tokens over 4 GPUs.
   */
  @Test
  void underACapWhatServesMostComesFirst() {
    Candidate pairs = TestSearches.candidate(2, 500, 20, 1.5);
    Candidate whole = TestSearches.candidate(4, 500, 20, 2.5);
    List<Sizing> sizings = top(Load.ofRate(50), OptionalInt.of(4), whole, pairs);
    assertEquals(List.of(pairs, whole), sizings.stream().map(Sizing::candidate).toList());
    assertEquals(75, sizings.get(0).score(), 1e-9);
    assertEquals(62.5, sizings.get(1).score(), 1e-9);
  }

  @Test
  void ofEveryLayoutOneSizingIsShown() {
    Candidate better = TestSearches.candidate(2, 500, 20, 3);
    Candidate worse = TestSearches.candidate(2, 500, 20, 1);
    assertEquals(
        List.of(better),
        top(Load.ofRate(5), OptionalInt.empty(), worse, better).stream()
            .map(Sizing::candidate)
            .toList());
  }

  @Test
  void replicasThatServeNothingAreNoAnswer() {
    Candidate idle = TestSearches.candidate(2, 500, 20, 0);
    assertEquals(List.of(), top(Load.ofRate(5), OptionalInt.empty(), idle));
  }

  @Test
  void aReplicaMayFillItsCapExactly() {
    Candidate whole = TestSearches.candidate(4, 500, 20, 2.5);
    assertEquals(1, top(Load.ofRate(50), OptionalInt.of(4), whole).get(0).replicas());
    assertEquals(1, top(Load.ofRate(50), OptionalInt.of(7), whole).get(0).replicas());
    assertEquals(2, top(Load.ofRate(50), OptionalInt.of(8), whole).get(0).replicas());
    new LoadMatch(REFERENCE, Load.ofRate(1), OptionalInt.of(1));
  }

  private static SearchBranch branch(ServingMode mode, Candidate candidate) {
    return new SearchBranch(
        mode, List.of(candidate), new ParetoFront(List.of()), List.of(candidate), Optional.empty());
  }

  /** Three GPUs serve everything with one kind; with the other, three replicas of 4 are needed. */
  @Test
  void whatServesAllBeatsWhatServesAPart() {
    Candidate small = TestSearches.candidate(1, 500, 20, 2);
    Candidate large = TestSearches.candidate(4, 500, 20, 2);
    SearchResult result =
        new SearchResult(
            REFERENCE,
            List.of(
                branch(ServingMode.AGGREGATED, large), branch(ServingMode.DISAGGREGATED, small)));
    Sizing best = new LoadMatch(REFERENCE, Load.ofRate(6), OptionalInt.of(4)).best(result).get();
    assertEquals(small, best.candidate());
    assertEquals(3, best.totalGpus());
    assertEquals("3 x tp1pp1dp1etp1ep1 on 3 GPUs, 100.0 % of the load", best.toString());
  }

  /** A node of two GPUs with 3 GiB each; the 16.4 GB of Qwen3-8B need eight of them. */
  private SearchRequest smallGpus() throws IOException {
    Path file = folder.resolve("small.yaml");
    Files.writeString(
        file,
        """
        gpu: {mem_bw: 1.0e12, mem_capacity: 3221225472, bfloat16_tc_flops: 3.0e14}
        node: {num_gpus_per_node: 2, intra_node_bw: 6.4e10, inter_node_bw: 5.0e10}
        misc: {other_mem: 100000000}
        """);
    PerfDatabase small =
        new Databases(DataHome.locate(Optional.empty()))
            .get(
                file.toString(),
                ServingEngine.TRTLLM,
                "current",
                DataMode.HYBRID,
                TransferPolicy.AGGRESSIVE,
                RuleSet.SERVELAB);
    return new SearchRequest(
        new Models().find("Qwen/Qwen3-8B"),
        small,
        small,
        1,
        new RequestShape(500, 50, 0),
        Sla.of(60_000, 1000),
        SearchOptions.DEFAULT);
  }

  /** Section 3.4 of the search specification: the budget starts with a node and doubles. */
  @Test
  void theBudgetGrowsUntilTheModelFits() throws IOException {
    Recommendation found =
        Recommendation.of(
            smallGpus(),
            List.of(ServingMode.AGGREGATED),
            Load.ofRate(0.01),
            OptionalInt.empty(),
            TestSearches.WORKERS);
    assertEquals(8, found.result().request().totalGpus());
    assertEquals(8, found.sizing().totalGpus());
  }

  @Test
  void theBudgetNeverExceedsTheCap() throws IOException {
    SearchRequest search = smallGpus();
    InfeasibleException refusal =
        assertThrows(
            InfeasibleException.class,
            () ->
                Recommendation.of(
                    search,
                    List.of(ServingMode.AGGREGATED),
                    Load.ofRate(0.01),
                    OptionalInt.of(7),
                    TestSearches.WORKERS));
    assertTrue(refusal.reason() != Reason.TARGETS, refusal.toString());
    assertTrue(refusal.getMessage().contains("at most 4 x"), refusal.getMessage());
    assertEquals(
        8,
        Recommendation.of(
                search,
                List.of(ServingMode.AGGREGATED),
                Load.ofRate(0.01),
                OptionalInt.of(8),
                TestSearches.WORKERS)
            .sizing()
            .totalGpus());
  }

  private static InfeasibleException refusal(SearchRequest search) {
    return assertThrows(
        InfeasibleException.class,
        () -> Recommendation.of(search, Load.ofRate(1), OptionalInt.of(2), TestSearches.WORKERS));
  }

  /** More GPUs help a model that does not fit, not a target that no layout meets. */
  @Test
  void missedTargetsAreNotAnsweredByMoreGpus() {
    assertTrue(
        refusal(TestSearches.search(RuleSet.REFERENCE, 8, 1, 40))
            .getMessage()
            .contains("at most 2 x"));
    InfeasibleException fair = refusal(TestSearches.search(RuleSet.SERVELAB, 8, 1000, 0.1));
    assertEquals(Reason.TARGETS, fair.reason());
    assertTrue(fair.getMessage().contains("serves 1.0 requests/s"), fair.getMessage());
  }

  @Test
  void theReferenceRecommendsTheNearestWhereItsTokensAreTooSlow() {
    Recommendation found =
        Recommendation.of(
            TestSearches.search(RuleSet.REFERENCE, 8, 1000, 0.1),
            Load.ofRate(1),
            OptionalInt.of(2),
            TestSearches.WORKERS);
    assertTrue(found.sizing().candidate().latency().tpotMs() > 0.1);
  }

  @Test
  void aRecommendationTakesPrices() {
    Prices prices = new Prices("EUR", Map.of("h200_sxm", 3.6));
    Recommendation found =
        Recommendation.of(FAIR, Load.ofRate(1), OptionalInt.of(1), TestSearches.WORKERS);
    assertEquals(prices, found.at(prices).result().prices());
    assertEquals(found.sizing(), found.at(prices).sizing());
  }

  private static double queuedMs(WorkerPoint prefill) {
    return 1.8 * prefill.row().latency().ttftMs();
  }

  /** The fastest worker of every layout: requests per second and GPU, then the smaller batch. */
  private static List<WorkerPoint> fastest(List<WorkerPoint> points) {
    Set<String> seen = new HashSet<>();
    return points.stream()
        .sorted(
            Comparator.comparingDouble(
                    (WorkerPoint point) -> -point.row().rates().requestsPerSPerGpu())
                .thenComparingLong(point -> point.row().globalBatch()))
        .filter(point -> seen.add(point.label()))
        .toList();
  }

  private static List<String> rows(List<WorkerPoint> points) {
    return points.stream().map(point -> point.label() + " " + point.row()).toList();
  }

  /** Section 3.4 of the search specification, for each pool by itself. */
  @Test
  void autoscalingTakesTheFastestWorkersThatMeetTheTargets() {
    AutoscalePlan plan = AutoscalePlan.of(REFERENCE, TestSearches.WORKERS);
    Search search = new Search(REFERENCE, TestSearches.WORKERS, SearchListener.NONE);
    assertEquals(
        rows(fastest(search.prefillPoints().stream().filter(p -> queuedMs(p) < 1000).toList())),
        rows(plan.prefills()));
    assertEquals(
        rows(
            fastest(
                search.decodePoints().stream()
                    .filter(point -> point.row().latency().tpotMs() < 40)
                    .toList())),
        rows(plan.decodes()));
    assertEquals(4, plan.decodes().size());
    assertEquals(5, plan.pairs().size());
    List<Double> throughput =
        plan.pairs().stream().map(pair -> pair.row().rates().tokensPerSPerGpu()).toList();
    assertEquals(throughput.stream().sorted(Comparator.reverseOrder()).toList(), throughput);
    assertEquals(
        throughput.get(0),
        plan.prefills().stream()
            .flatMap(prefill -> plan.decodes().stream().map(decode -> served(prefill, decode)))
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        0.001);
  }

  private static double served(WorkerPoint prefill, WorkerPoint decode) {
    double requests =
        Math.min(
            0.9 * prefill.row().rates().requestsPerS(), 0.92 * decode.row().rates().requestsPerS());
    return requests * 200 / (prefill.row().gpus() + decode.row().gpus());
  }

  @Test
  void whereNoWorkerIsInTimeAutoscalingTakesTheQuickest() {
    SearchRequest hasty = REFERENCE.withSla(Sla.of(0.1, 0.1));
    AutoscalePlan plan = AutoscalePlan.of(hasty, TestSearches.WORKERS);
    Search search = new Search(hasty, TestSearches.WORKERS, SearchListener.NONE);
    List<Double> tpots =
        plan.decodes().stream().map(point -> point.row().latency().tpotMs()).toList();
    assertEquals(tpots.stream().sorted().toList(), tpots);
    assertEquals(
        search.decodePoints().stream()
            .mapToDouble(point -> point.row().latency().tpotMs())
            .min()
            .orElseThrow(),
        tpots.get(0));
    assertEquals(
        search.prefillPoints().stream().mapToDouble(PlanTest::queuedMs).min().orElseThrow(),
        queuedMs(plan.prefills().get(0)));
  }

  @Test
  void aTargetThatIsMetExactlyCountsUnderOwnRulesOnly() {
    for (RuleSet rules : List.of(RuleSet.REFERENCE, RuleSet.SERVELAB)) {
      SearchRequest search = TestSearches.search(rules, 8, 1000, 40);
      WorkerPoint point =
          AutoscalePlan.of(search, TestSearches.WORKERS).prefills().stream()
              .max(Comparator.comparingDouble(PlanTest::queuedMs))
              .orElseThrow();
      SearchRequest exact = search.withSla(Sla.of(queuedMs(point), 40));
      assertEquals(
          rules == RuleSet.SERVELAB,
          rows(AutoscalePlan.of(exact, TestSearches.WORKERS).prefills())
              .containsAll(rows(List.of(point))));
    }
  }
}
