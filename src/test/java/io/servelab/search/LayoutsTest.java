package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which layouts are tried, and what is said where none of them answers. */
class LayoutsTest {

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final List<Integer> ONE = List.of(1);
  private static final List<Integer> PAIR = List.of(1, 2);

  private static PerfDatabase database(String system, ServingEngine engine) {
    return DATABASES.get(
        system, engine, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE, RuleSet.REFERENCE);
  }

  private static SearchRequest search(String model, PerfDatabase database, int gpus) {
    return new SearchRequest(
        new Models().find(model),
        database,
        database,
        gpus,
        new RequestShape(2000, 200, 0),
        Sla.of(100_000, 1000),
        SearchOptions.DEFAULT);
  }

  private static RequestedLayout layout(int tp, int pp, int dp, int moeTp, int moeEp, int cp) {
    return new RequestedLayout(tp, pp, dp, OptionalInt.of(moeTp), OptionalInt.of(moeEp), cp);
  }

  @Test
  void denseWorkersMultiplyTensorsStagesAndContext() {
    ParallelSpace space = new ParallelSpace(List.of(4), PAIR, PAIR, ONE, ONE, ONE, PAIR);
    assertEquals(
        List.of(layout(1, 2, 1, 1, 1, 2), layout(2, 1, 1, 1, 1, 2), layout(2, 2, 1, 1, 1, 1)),
        space.layouts(new Models().find("Qwen/Qwen3-8B"), ServingEngine.SGLANG));
  }

  /** Experts fill the GPUs of a stage: dp x tp x cp of them. */
  @Test
  void expertsFillTheGpusOfAStage() {
    ParallelSpace space =
        new ParallelSpace(List.of(8), List.of(2), PAIR, PAIR, ONE, List.of(4), PAIR);
    assertEquals(
        List.of(layout(2, 2, 1, 1, 4, 2), layout(2, 2, 2, 1, 4, 1)),
        space.layouts(new Models().find("Qwen/Qwen3-30B-A3B"), ServingEngine.SGLANG));
  }

  private static List<Integer> stages(String model, String system, int gpus) {
    ParallelSpace usual = new ParallelSpace(ONE, ONE, ONE, ONE, ONE, ONE, ONE);
    return DefaultSpaces.staged(
            usual, new Models().find(model), database(system, ServingEngine.TRTLLM).system(), gpus)
        .pp();
  }

  /** Section 2.3 of the search specification, "large PP". */
  @Test
  void largeModelsOnBlackwellMayBeCutInTwoStages() {
    String model = "deepseek-ai/DeepSeek-V3.2";
    assertEquals(PAIR, stages(model, "b200_sxm", 16));
    assertEquals(ONE, stages(model, "b200_sxm", 15));
    assertEquals(ONE, stages(model, "h200_sxm", 16));
    assertEquals(ONE, stages("deepseek-ai/DeepSeek-V3", "b200_sxm", 16));
  }

  private static final String NVFP4 = "nvidia/Qwen3-235B-A22B-NVFP4";

  private static ServeLabException failure(SearchRequest search, ServingMode mode) {
    return new Search(search, TestSearches.WORKERS, SearchListener.NONE)
        .run(mode)
        .failure()
        .orElseThrow();
  }

  @Test
  void aFormatThatNobodyMeasuredIsNamedWithTheMeasuredOnes() {
    ServeLabException failure =
        failure(
            search(NVFP4, database("h200_sxm", ServingEngine.TRTLLM), 8), ServingMode.AGGREGATED);
    assertTrue(failure instanceof InvalidValueException, failure.toString());
    assertTrue(failure.getMessage().contains("nvfp4"), failure.getMessage());
    assertTrue(failure.getMessage().contains("Measured are"), failure.getMessage());
  }

  @Test
  void weightsThatFitNowhereAreToldFromCachesThatAreTooSmall() {
    PerfDatabase h200 = database("h200_sxm", ServingEngine.TRTLLM);
    assertReason(Reason.INSUFFICIENT_MEMORY, search("meta-llama/Meta-Llama-3.1-405B", h200, 2));
    SearchRequest plain = search("Qwen/Qwen3-8B", h200, 1);
    SearchOptions options = plain.options();
    assertReason(
        Reason.KV_CACHE_CAPACITY,
        plain
            .withRequest(new RequestShape(100_000, 200, 0))
            .withOptions(
                new SearchOptions(
                    options.choices(),
                    new MemorySettings(
                        java.util.OptionalDouble.of(0.05), java.util.OptionalLong.empty()),
                    false,
                    options.limits(),
                    options.disaggregation(),
                    false,
                    options.roles())));
  }

  private static void assertReason(Reason reason, SearchRequest search) {
    ServeLabException failure = failure(search, ServingMode.AGGREGATED);
    assertEquals(reason, ((InfeasibleException) failure).reason(), failure.getMessage());
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                search.model().id()
                    + " as mixed worker on at most "
                    + search.totalGpus()
                    + " x h200_sxm"),
        failure.getMessage());
  }

  private static MeasuredFormats measured(List<String> gemm, List<String> moe) {
    return new MeasuredFormats(
        database("h200_sxm", ServingEngine.TRTLLM), new TreeSet<>(gemm), new TreeSet<>(moe));
  }

  @Test
  void staticScalesAreMissedOnlyBesideProductsInEightBit() {
    assertTrue(measured(List.of("bfloat16", "fp8"), List.of()).lacksStaticScales());
    assertFalse(measured(List.of("fp8", "fp8_static"), List.of()).lacksStaticScales());
    assertFalse(measured(List.of("bfloat16"), List.of()).lacksStaticScales());
    MeasuredFormats shipped = MeasuredFormats.of(database("h200_sxm", ServingEngine.TRTLLM));
    assertFalse(shipped.lacksStaticScales());
    assertTrue(shipped.gemm().containsAll(List.of("bfloat16", "fp8", "fp8_static")));
  }

  private static Worker worker(String model, PerfDatabase database, RequestedLayout layout) {
    return WorkerFactory.build(
        new WorkerSpec(
            new Models().find(model),
            database,
            layout,
            ServingChoices.NONE,
            WorkerRole.MIXED,
            QuantContext.Purpose.SEARCH));
  }

  @Test
  void productsAndExpertsAreCheckedAgainstTheirTables() {
    PerfDatabase h200 = database("h200_sxm", ServingEngine.TRTLLM);
    var dense = worker("Qwen/Qwen3-8B", h200, layout(1, 1, 1, 1, 1, 1)).plan();
    var experts = worker("Qwen/Qwen3-30B-A3B", h200, layout(1, 1, 1, 1, 1, 1)).plan();
    measured(List.of("bfloat16"), List.of("fp8")).check(dense);
    measured(List.of(), List.of()).check(experts);
    measured(List.of("bfloat16"), List.of("bfloat16")).check(experts);
    assertRefused("gemm", measured(List.of("fp8"), List.of()), dense);
    assertRefused("moe", measured(List.of("bfloat16"), List.of("fp8")), experts);
  }

  private static void assertRefused(
      String what, MeasuredFormats measured, io.servelab.layers.LayerPlan plan) {
    String message =
        assertThrows(InvalidValueException.class, () -> measured.check(plan)).getMessage();
    assertTrue(message.contains(what) && message.contains("[fp8]"), message);
  }

  private static boolean goTogether(Worker prefill, Worker decode) {
    Replicas replicas =
        new Replicas(
            TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40),
            PoolLimits.DEFAULT,
            Optional.empty());
    return replicas.goTogether(point(prefill), point(decode));
  }

  private static WorkerPoint point(Worker worker) {
    return new WorkerPoint(worker, TestSearches.pool(1, 1), EncoderShare.NONE);
  }

  /** Section 2.4 of the search specification, "tp match". */
  @Test
  void onlySglangWantsEqualTensorsInBothPoolsUnlessExpertsAreWide() {
    PerfDatabase sglang = database("h200_sxm", ServingEngine.SGLANG);
    Worker one = worker("Qwen/Qwen3-8B", sglang, layout(1, 1, 1, 1, 1, 1));
    Worker two = worker("Qwen/Qwen3-8B", sglang, layout(2, 1, 1, 1, 1, 1));
    assertTrue(goTogether(one, one));
    assertFalse(goTogether(one, two));
    assertTrue(goTogether(TestSearches.worker(1), TestSearches.worker(2)));
    Worker wide = worker("deepseek-ai/DeepSeek-V3", sglang, layout(1, 1, 16, 1, 16, 1));
    assertTrue(goTogether(two, wide));
    assertTrue(goTogether(wide, two));
  }

  @Test
  void layoutsHaveALongAndAShortName() {
    PerfDatabase sglang = database("h200_sxm", ServingEngine.SGLANG);
    var wide = worker("deepseek-ai/DeepSeek-V3", sglang, layout(1, 1, 16, 1, 16, 1)).plan();
    assertEquals("tp1pp1dp16etp1ep16", ParallelLabel.of(wide.parallel()));
    assertEquals("dp16ep16", ParallelLabel.brief(wide.parallel()));
    assertEquals("tp1", ParallelLabel.brief(TestSearches.worker(1).plan().parallel()));
  }

  @Test
  void deploymentsAreDescribedInAFewWords() {
    AggregatedCandidate mixed = TestSearches.candidate(2, 500, 20, 1);
    assertEquals("tp2 bs1 ctx2000", CandidateText.describe(mixed));
    assertEquals(ServingMode.AGGREGATED, CandidateText.mode(mixed));
    assertEquals("trtllm", CandidateText.engine(mixed));
    Replicas replicas =
        new Replicas(
            TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40),
            PoolLimits.DEFAULT,
            Optional.empty());
    DisaggregatedCandidate pools =
        replicas.compose(
            point(TestSearches.worker(1)),
            point(TestSearches.worker(2)),
            new PoolMatcher.Match(3, 2),
            Optional.empty());
    assertEquals("3p tp1 bs1 + 2d tp2 bs1", CandidateText.describe(pools));
    assertEquals(ServingMode.DISAGGREGATED, CandidateText.mode(pools));
  }

  @Test
  void kindsOfDeploymentHaveNames() {
    for (ServingMode mode : ServingMode.values()) {
      assertEquals(mode, ServingMode.of(mode.id()));
    }
    String message =
        assertThrows(UnknownNameException.class, () -> ServingMode.of("aggr")).getMessage();
    assertTrue(message.contains("agg"), message);
  }

  @Test
  void onlyMissedTargetsCountAsMissed() {
    InfeasibleException slow = new InfeasibleException(Reason.TARGETS, "slow");
    assertTrue(SearchBranch.failed(ServingMode.AGGREGATED, slow).missedTargets());
    InfeasibleException large = new InfeasibleException(Reason.INSUFFICIENT_MEMORY, "large");
    assertFalse(SearchBranch.failed(ServingMode.AGGREGATED, large).missedTargets());
    InvalidValueException wrong = InvalidValueException.because("wrong");
    assertFalse(SearchBranch.failed(ServingMode.AGGREGATED, wrong).missedTargets());
    SearchBranch found =
        TestSearches.run(TestSearches.search(RuleSet.REFERENCE, 1, 1000, 40)).branches().get(0);
    assertFalse(found.missedTargets());
    assertTrue(found.failing(slow).missedTargets());
    assertEquals(found.top(), found.failing(slow).top());
    assertTrue(found.seconds() > 0 && found.seconds() < 600, found.seconds() + " s");
  }

  /** Measured exchanges on more GPUs than a node has widen the space. */
  @Test
  void expertsSpreadOverNodesWhereThatIsMeasured() {
    String model = "deepseek-ai/DeepSeek-V3";
    PerfDatabase sglang = database("h200_sxm", ServingEngine.SGLANG);
    RoleLayouts decode = RoleLayouts.of(search(model, sglang, 64), WorkerRole.DECODE, sglang);
    assertTrue(decode.wide());
    assertTrue(decode.layouts().stream().anyMatch(layout -> layout.moeEp().orElse(1) > 16));
    assertFalse(
        RoleLayouts.of(search("Qwen/Qwen3-8B", sglang, 64), WorkerRole.DECODE, sglang).wide());
  }
}
