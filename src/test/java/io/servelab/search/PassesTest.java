package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Images;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.Source;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the passes of a deployment consist of. */
class PassesTest {

  private static final SearchRequest SEARCH = TestSearches.search(RuleSet.REFERENCE, 4, 1000, 40);
  private static final SearchResult FOUND = TestSearches.run(SEARCH);

  private static AggregatedCandidate mixed() {
    return (AggregatedCandidate)
        FOUND.branch(ServingMode.AGGREGATED).orElseThrow().best().orElseThrow();
  }

  private static AggregatedCandidate alone() {
    return FOUND.branch(ServingMode.AGGREGATED).orElseThrow().candidates().stream()
        .map(AggregatedCandidate.class::cast)
        .filter(candidate -> candidate.row().point().batch() == 1)
        .findFirst()
        .orElseThrow();
  }

  private static DisaggregatedCandidate pools() {
    return (DisaggregatedCandidate)
        FOUND.branch(ServingMode.DISAGGREGATED).orElseThrow().best().orElseThrow();
  }

  @Test
  void separatePoolsRunPrefillAndDecodeInTheTimesOfTheirRows() {
    DisaggregatedCandidate pools = pools();
    List<ExplainedPass> passes = ExplainedPass.of(SEARCH, pools);
    assertEquals(List.of("prefill", "decode"), passes.stream().map(ExplainedPass::name).toList());
    ExplainedPass prefill = passes.get(0);
    ExplainedPass decode = passes.get(1);
    assertEquals(pools.prefill().row().latency().contextMs(), prefill.time().latencyMs(), 0.0005);
    assertEquals(pools.decode().row().latency().tpotMs(), decode.time().latencyMs(), 0.0005);
    assertEquals(pools.prefill().row().memoryGib(), prefill.memory().totalGib(), 0.0005);
    assertEquals(pools.decode().row().memoryGib(), decode.memory().totalGib(), 0.0005);
  }

  /** A token of a mixed deployment waits for either pass, so its time lies between both. */
  @Test
  void mixedWorkersAlternateBetweenTwoPasses() {
    AggregatedCandidate mixed = mixed();
    List<ExplainedPass> passes = ExplainedPass.of(SEARCH, mixed);
    assertEquals(List.of("mixed", "decode"), passes.stream().map(ExplainedPass::name).toList());
    double tpotMs = mixed.latency().tpotMs();
    assertTrue(passes.get(1).time().latencyMs() < tpotMs);
    assertTrue(passes.get(0).time().latencyMs() > tpotMs);
    assertEquals(mixed.row().memoryGib(), passes.get(0).memory().totalGib(), 0.0005);
  }

  @Test
  void answersOfOneTokenNeedNoDecodePass() {
    SearchRequest one = SEARCH.withRequest(new RequestShape(2000, 1, 0));
    assertEquals(
        List.of("prefill"),
        ExplainedPass.of(one, pools()).stream().map(ExplainedPass::name).toList());
    assertEquals(
        List.of("mixed"),
        ExplainedPass.of(one, alone()).stream().map(ExplainedPass::name).toList());
  }

  private static PassLayers pass(SearchRequest search, Candidate candidate, String name) {
    return PassLayers.of(search, candidate).stream()
        .filter(pass -> pass.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Rows multiply the pass by 1.1 in prefill and 1.08 in decode. */
  @Test
  void layersAddUpToTheirPass() {
    DisaggregatedCandidate pools = pools();
    assertEquals(
        pools.prefill().row().latency().contextMs() / 1.1,
        pass(SEARCH, pools, "prefill").latencyMs(),
        0.0005);
    double decodeMs = pools.decode().row().latency().tpotMs() / 1.08;
    assertEquals(decodeMs, pass(SEARCH, pools, "decode").latencyMs(), 0.01 * decodeMs);
    assertEquals(
        List.of("prefill", "decode"),
        PassLayers.of(SEARCH, mixed()).stream().map(PassLayers::name).toList());
  }

  @Test
  void layersThatNeverRunAreNotListed() {
    assertTrue(
        pass(SEARCH, mixed(), "prefill").rows().stream()
            .noneMatch(row -> row.name().equals("context_p2p")));
  }

  /** Each sequence brings its token and one drafted token. */
  @Test
  void draftedTokensWidenTheDecodePass() {
    SearchOptions options = SEARCH.options();
    ServingChoices choices = options.choices();
    SearchRequest drafting =
        SEARCH.withOptions(
            new SearchOptions(
                new ServingChoices(
                    choices.quant(),
                    new Speculation(1, 0.7),
                    choices.attentionBackend(),
                    choices.encoderDataParallel()),
                options.memory(),
                false,
                options.limits(),
                options.disaggregation(),
                false,
                options.roles()));
    assertEquals(
        layerMs(pass(SEARCH, batch(mixed(), 16), "decode"), "generation_qkv_gemm"),
        layerMs(pass(drafting, batch(mixed(), 8), "decode"), "generation_qkv_gemm"));
  }

  private static AggregatedCandidate batch(AggregatedCandidate candidate, long batch) {
    return candidate(candidate.worker(), batch, 2000);
  }

  private static AggregatedCandidate candidate(Worker worker, long batch, long passTokens) {
    return new AggregatedCandidate(
        worker,
        new AggregatedRow(
            new AggregatedRow.Point(batch, batch, batch, 2000, 1, batch - 1, passTokens),
            new AggregatedRow.Latency(1, 1, 1),
            new AggregatedRow.Rates(1, 1, 1, 1, 1),
            1,
            1,
            1,
            0),
        EncoderShare.NONE);
  }

  private static double layerMs(PassLayers pass, String name) {
    return pass.rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow()
        .latencyMs();
  }

  private static Worker worker(String model, PerfDatabase database, int tp, int ep) {
    return WorkerFactory.build(
        new WorkerSpec(
            new Models().find(model),
            database,
            new RequestedLayout(tp, 1, 1, OptionalInt.of(tp / ep), OptionalInt.of(ep), 1),
            ServingChoices.NONE,
            WorkerRole.MIXED,
            QuantContext.Purpose.SEARCH));
  }

  private static SearchRequest about(String model) {
    return new SearchRequest(
        new Models().find(model),
        SEARCH.database(),
        SEARCH.database(),
        8,
        SEARCH.request(),
        SEARCH.sla(),
        SEARCH.options());
  }

  /** Names of what stands under an operation. */
  private static List<String> parts(LayerOp operation) {
    if (operation.operation() instanceof Overlap both) {
      return Stream.concat(both.first().stream(), both.second().stream())
          .map(LayerOp::name)
          .toList();
    }
    Fallback fallback = (Fallback) operation.operation();
    return Stream.concat(Stream.of(fallback.block()), fallback.parts().stream())
        .map(LayerOp::name)
        .toList();
  }

  private static void assertPartsListed(PassLayers pass, Class<?> kind) {
    LayerOp group =
        pass.rows().stream()
            .map(TimedLayer::operation)
            .filter(operation -> kind.isInstance(operation.operation()))
            .findFirst()
            .orElseThrow();
    assertEquals(
        parts(group),
        pass.rows().stream()
            .filter(row -> row.group().equals(group.name()))
            .map(TimedLayer::name)
            .toList());
  }

  @Test
  void partsOfAGroupAreListedUnderItAndCountedOnce() {
    String model = "deepseek-ai/DeepSeek-V3";
    Worker worker = worker(model, SEARCH.database(), 8, 8);
    AggregatedCandidate candidate = candidate(worker, 32, 2000);
    PassLayers decode = pass(about(model), candidate, "decode");
    assertPartsListed(decode, Overlap.class);
    assertPartsListed(pass(about(model), candidate, "prefill"), Fallback.class);
    double outer =
        decode.rows().stream()
            .filter(row -> row.group().isEmpty())
            .mapToDouble(TimedLayer::latencyMs)
            .sum();
    double everything = decode.rows().stream().mapToDouble(TimedLayer::latencyMs).sum();
    assertEquals(outer, decode.latencyMs());
    assertTrue(decode.latencyMs() < everything);
  }

  @Test
  void imagesAreEncodedBeforeThePrefill() {
    String model = "Qwen/Qwen3-VL-8B-Instruct";
    Images image = new Images(1, 896, 896);
    SearchRequest seeing =
        about(model).withTotalGpus(1).withRequest(new RequestShape(2784, 200, 0, image));
    AggregatedCandidate found =
        (AggregatedCandidate)
            TestSearches.run(seeing).branches().get(0).candidates().stream()
                .filter(each -> each.concurrency() == 1)
                .findFirst()
                .orElseThrow();
    assertEquals(
        List.of("encoder", "prefill", "decode"),
        PassLayers.of(seeing, found).stream().map(PassLayers::name).toList());
    assertEquals(found.encoder().latencyMs(), pass(seeing, found, "encoder").latencyMs(), 0.0005);
  }

  /** One operation asked alone takes what it takes in its pass. */
  @Test
  void anAskedOperationTakesItsTimeInThePass() {
    DisaggregatedCandidate pools = pools();
    for (String name : List.of("context_qkv_gemm", "context_attention", "context_ar_1")) {
      assertEquals(
          layerMs(pass(SEARCH, pools, "prefill"), name),
          AskedOperation.of(SEARCH, pools, name).timeMs(),
          name);
      assertEquals(
          layerMs(pass(SEARCH, alone(), "prefill"), name),
          AskedOperation.of(SEARCH, alone(), name).timeMs(),
          name);
    }
    for (String name : List.of("generation_qkv_gemm", "generation_attention")) {
      assertEquals(
          layerMs(pass(SEARCH, pools, "decode"), name),
          AskedOperation.of(SEARCH, pools, name).timeMs(),
          name);
      assertEquals(
          layerMs(pass(SEARCH, mixed(), "decode"), name),
          AskedOperation.of(SEARCH, mixed(), name).timeMs(),
          name);
    }
  }

  @Test
  void anAskedPromptMayBeCachedInPart() {
    SearchRequest cached = SEARCH.withRequest(new RequestShape(2000, 200, 500));
    AskedOperation asked = AskedOperation.of(cached, pools(), "context_attention");
    assertEquals(1500, asked.size());
    assertEquals(layerMs(pass(cached, pools(), "prefill"), "context_attention"), asked.timeMs());
  }

  private static void assertAsked(String measure, long size, Candidate candidate, String name) {
    AskedOperation asked = AskedOperation.of(SEARCH, candidate, name);
    assertEquals(measure, asked.measure());
    assertEquals(size, asked.size());
    assertEquals(name, asked.name());
    List<OperationCurve.Sample> samples = asked.curve().samples();
    assertEquals(1, samples.get(0).size());
    assertEquals(2 * Math.max(64, size), samples.get(samples.size() - 1).size());
  }

  /** 2000 tokens are read; decoding sees them and half of 200 answers, and writes one. */
  @Test
  void operationsAreAskedByWhatTheyDependOn() {
    AggregatedCandidate mixed = mixed();
    long batch = mixed.row().point().batch();
    assertAsked("Tokens of the pass", mixed.row().point().passTokens(), mixed, "context_qkv_gemm");
    assertAsked("Sequences of the pass", batch, mixed, "generation_qkv_gemm");
    assertAsked("Cached tokens of a sequence", 2101, mixed, "generation_attention");
    assertAsked("Sequences of the pass", 1, alone(), "generation_qkv_gemm");
    assertAsked("New tokens of a prompt", 2000, pools(), "context_attention");
    assertAsked("Tokens of the pass", 2000, pools(), "context_qkv_gemm");
  }

  @Test
  void unknownOperationsAreRefusedWithTheKnownOnes() {
    UnknownNameException refusal =
        assertThrows(
            UnknownNameException.class,
            () -> AskedOperation.of(SEARCH, mixed(), "generation_atention"));
    assertTrue(refusal.getMessage().contains("generation_attention"), refusal.getMessage());
  }

  private static OperationTimer timer(long everyMeasured) {
    return shape ->
        shape.tokens() % everyMeasured == 0
            ? new OpTime(shape.tokens(), 0, Source.SILICON, Evidence.MEASURED)
            : new OpTime(shape.tokens(), 0, Source.SILICON, Evidence.INTERPOLATED);
  }

  private static List<Long> sizes(long everyMeasured, long largest) {
    return OperationCurve.of(timer(everyMeasured), size -> OpShape.prefill(1, size, 0), largest)
        .samples()
        .stream()
        .map(OperationCurve.Sample::size)
        .toList();
  }

  /** 1000 / 240 is 4. */
  @Test
  void aCurveIsDrawnAtRegularSizesAndAtItsEnds() {
    List<Long> sizes = sizes(10_000, 1002);
    assertEquals(List.of(1L, 4L, 8L), sizes.subList(0, 3));
    assertEquals(1002, sizes.get(sizes.size() - 1));
    assertEquals(252, sizes.size());
    assertEquals(List.of(1L, 2L, 3L), sizes(10_000, 3));
  }

  @Test
  void everyMeasuredSizeIsOnTheCurve() {
    assertEquals(List.of(1L, 4L, 7L, 8L, 12L, 14L), sizes(7, 1000).subList(0, 6));
  }

  /** Of 100 001 sizes every second one is asked, and of those the multiples of 416 are even. */
  @Test
  void longCurvesAreAskedInStrides() {
    assertEquals(List.of(1L, 25_025L, 75_075L, 100_001L), sizes(25_025, 100_001));
  }

  @Test
  void measuredPointsOfACurveAreMarked() {
    assertTrue(sample(Source.SILICON, Evidence.MEASURED));
    assertTrue(sample(Source.MIXED, Evidence.FORMULA));
    assertTrue(!sample(Source.EMPIRICAL, Evidence.FORMULA));
    assertTrue(!sample(Source.MIXED, Evidence.INTERPOLATED));
  }

  private static boolean sample(Source source, Evidence evidence) {
    return new OperationCurve.Sample(1, 1, source, evidence).measured();
  }

  private static BoundedOperation bounded(List<BoundedOperation> all, String pass, String name) {
    return all.stream()
        .filter(each -> each.pass().equals(pass) && each.operation().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * 36 layers multiply 2000 tokens by 4096 x 6144 in 16 bit, with 2 operations for each; an H200
   * makes 989 T of them a second ({@code perf-data/h200_sxm/system.yaml}). Rows add 10 % and 8 %.
   */
  @Test
  void multiplicationsAreBoundByTheArithmeticOfTheGpu() {
    List<BoundedOperation> bounds = BoundedOperation.of(SEARCH, pools());
    BoundedOperation gemm = bounded(bounds, "prefill", "context_qkv_gemm");
    double mathMs = 36 * 2.0 * 4096 * 6144 / 989e12 * 1000;
    assertEquals(1.1 * 2000 * mathMs, gemm.mathMs(), 1e-6);
    assertTrue(gemm.mathMs() > gemm.memoryMs());
    assertTrue(gemm.timeMs() > gemm.mathMs());
    BoundedOperation decode = bounded(bounds, "decode", "generation_qkv_gemm");
    assertEquals(1.08 * pools().decode().row().batch() * mathMs, decode.mathMs(), 1e-6);
  }

  @Test
  void timesOfTheRooflineAreTheLargerBound() {
    PerfDatabase roofline = SEARCH.database().withMode(DataMode.SOL);
    Worker worker = worker("Qwen/Qwen3-8B", roofline, 1, 1);
    AggregatedCandidate candidate = candidate(worker, 32, 2031);
    List<BoundedOperation> bounds = BoundedOperation.of(SEARCH, candidate);
    List<ExplainedPass> passes = ExplainedPass.of(SEARCH, candidate);
    assertEquals(passes.stream().mapToInt(pass -> pass.time().rows().size()).sum(), bounds.size());
    for (BoundedOperation each : bounds) {
      double larger = Math.max(each.mathMs(), each.memoryMs());
      assertEquals(each.timeMs(), larger, 1e-9 + 0.02 * larger, each.toString());
    }
  }
}
