package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Images;
import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.StaticRow;
import io.servelab.model.Models;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Vision encoders on GPUs of their own. */
class EncoderSearchTest {

  private static final Images IMAGE = new Images(1, 896, 896);

  /** A prompt of 2000 tokens; the image adds 28 x 28. */
  private static SearchRequest vision(EncoderPools pools) {
    SearchRequest text = TestSearches.search(RuleSet.REFERENCE, 4, 1000, 40);
    SearchOptions options = text.options();
    return new SearchRequest(
        new Models().find("Qwen/Qwen3-VL-8B-Instruct"),
        text.database(),
        text.decodeDatabase(),
        4,
        new RequestShape(2784, 200, 0),
        text.sla(),
        options.withLimits(options.limits().withEncoders(pools)));
  }

  /**
   * Golden numbers: aiconfigurator 0.12.0 for this question (H200 SXM, TensorRT-LLM 1.3.0rc20, 4
   * GPUs, TTFT 1000 ms, TPOT 40 ms), rounded to three decimals there.
   */
  @Test
  void findsTheReplicasOfTheReference() {
    SearchResult found = TestSearches.run(vision(EncoderPools.of(IMAGE)));
    SearchBranch mixed = found.branch(ServingMode.AGGREGATED).orElseThrow();
    assertEquals(1400, mixed.candidates().size());
    assertEquals(53, mixed.front().points().size());
    assertEquals(2, mixed.top().size());
    AggregatedCandidate best = (AggregatedCandidate) mixed.best().orElseThrow();
    assertEquals(3, best.workers());
    assertEquals(1, best.encoders().orElseThrow().workers());
    assertEquals(240, best.concurrency());
    assertEquals(1625.800, best.tokensPerSPerGpu(), 0.0005);
    // Four encoders keep up. The reference orders them by chance and shows the slowest.
    Candidate shown =
        mixed.candidates().stream()
            .filter(each -> each.tokensPerSPerGpu() == best.tokensPerSPerGpu())
            .max(Comparator.comparingDouble(each -> each.latency().ttftMs()))
            .orElseThrow();
    assertLatency(573.957, 35.309, 7600.520, shown);
    assertEquals(75.852, ((AggregatedCandidate) shown).encoder().latencyMs(), 0.0005);

    SearchBranch pools = found.branch(ServingMode.DISAGGREGATED).orElseThrow();
    assertEquals(38, pools.candidates().size());
    assertEquals(11, pools.front().points().size());
    DisaggregatedCandidate most = (DisaggregatedCandidate) pools.best().orElseThrow();
    assertEquals(List.of(2, 1, 1), most.pools().stream().map(PoolUse::workers).toList());
    assertEquals(
        List.of(PoolRole.PREFILL, PoolRole.DECODE, PoolRole.ENCODER),
        most.pools().stream().map(PoolUse::role).toList());
    assertEquals(92, most.concurrency());
    assertLatency(142.706, 15.805, 3287.901, most);
    assertEquals(26.548, most.rates().requestsPerS(), 0.0005);
    assertEquals(6.637, most.rates().requestsPerSPerGpu(), 0.0005);
    assertEquals(5309.640, most.rates().tokensPerS(), 0.0005);
    assertEquals(1327.410, most.tokensPerSPerGpu(), 0.0005);
    EncoderPoint encoder = most.encoders().orElseThrow().point();
    assertEquals("tp1", encoder.label());
    assertEquals(1, encoder.batch());
    assertEquals(11.480, encoder.latencyMs(), 0.0005);
    assertEquals(1.109, encoder.memoryGib(), 0.0005);
  }

  private static void assertLatency(
      double ttftMs, double tpotMs, double requestMs, Candidate candidate) {
    assertEquals(ttftMs, candidate.latency().ttftMs(), 0.0005);
    assertEquals(tpotMs, candidate.latency().tpotMs(), 0.0005);
    assertEquals(requestMs, candidate.latency().requestMs(), 0.0005);
  }

  /** The mixed workers of {@link EncoderMatcherTest}: 1 + 1, 2 + 2 and 5 + 3 on 2, 4 and 8 GPUs. */
  private static List<AggregatedCandidate> beside(
      Sla sla, int maxEncoders, AggregatedCandidate... workers) {
    SearchRequest search = TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40).withSla(sla);
    EncoderMatcher matcher =
        EncoderMatcherTest.matcher(
            maxEncoders, PoolLimits.DEFAULT, 8, EncoderMatcherTest.point(2, 50));
    return new EncodedWorkers(search, matcher).of(List.of(workers));
  }

  @Test
  void aReplicaServesWhatItsWorkersAndItsEncodersServe() {
    AggregatedCandidate worker = TestSearches.candidate(1, 500, 20, 1);
    List<AggregatedCandidate> replicas = beside(Sla.of(1000, 40), 32, worker);
    assertEquals(List.of(8, 2, 4), replicas.stream().map(Candidate::gpus).toList());
    AggregatedCandidate large = replicas.get(0);
    assertEquals(5, large.workers());
    assertEquals(3, large.encoders().orElseThrow().workers());
    assertEquals(5, large.concurrency());
    assertEquals(new AggregatedRow.Rates(5, 0.625, 500, 62.5, 50), large.rates());
    assertEquals(new AggregatedRow.Latency(550, 20, 2530), large.latency());
    assertEquals(50, large.encoder().latencyMs());
  }

  /** Two encoders keep up with 3.6 of the 6 requests/s of six workers. */
  @Test
  void workersWaitForEncodersThatAreTooFew() {
    AggregatedCandidate worker = TestSearches.candidate(1, 500, 20, 1);
    AggregatedCandidate large =
        beside(Sla.of(1000, 40), 2, worker).stream()
            .filter(replica -> replica.gpus() == 8)
            .findFirst()
            .orElseThrow();
    assertEquals(6, large.workers());
    assertEquals(3.6, large.rates().requestsPerS(), 1e-12);
    assertEquals(360, large.rates().tokensPerS(), 1e-9);
  }

  @Test
  void ofEqualReplicasTheShorterFirstTokenComesFirst() {
    AggregatedCandidate slow = TestSearches.candidate(1, 500, 20, 1);
    AggregatedCandidate fast = TestSearches.candidate(1, 400, 20, 1);
    assertEquals(
        List.of(450.0, 550.0, 450.0, 450.0, 550.0, 550.0),
        beside(Sla.of(1000, 40), 32, slow, fast).stream()
            .map(replica -> replica.latency().ttftMs())
            .toList());
  }

  @Test
  void theImageHasToBeInTimeForTheFirstToken() {
    AggregatedCandidate just = TestSearches.candidate(1, 950, 20, 1);
    AggregatedCandidate late = TestSearches.candidate(1, 951, 20, 1);
    assertEquals(3, beside(Sla.of(1000, 40), 32, just).size());
    assertEquals(0, beside(Sla.of(1000, 40), 32, late).size());
    assertEquals(3, beside(Sla.of(1000, 40).withRequestMs(9999), 32, late).size());
  }

  private static WorkerPoint pool(double rate, double ttftMs, double tpotMs, long batch) {
    StaticRow row =
        new StaticRow(
            batch,
            batch,
            new StaticRow.Latency(0, 0, ttftMs, tpotMs, 0),
            new StaticRow.Rates(rate, rate, 0, 0, 1000 / tpotMs),
            1,
            0,
            0);
    return new WorkerPoint(TestSearches.worker(1), row, EncoderShare.NONE);
  }

  private static final WorkerPoint PREFILL = pool(2, 100, 1, 1);
  private static final WorkerPoint DECODE = pool(2, 0, 20, 7);

  private static Replicas replicas(int maxPrefill, int maxDecode) {
    PoolLimits limits = new PoolLimits(PoolLimits.usualSizes(8), 8, maxPrefill, maxDecode);
    EncoderMatcher encoders =
        EncoderMatcherTest.matcher(32, limits, 8, EncoderMatcherTest.point(2, 50));
    SearchRequest search = TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40);
    return new Replicas(search, limits, Optional.of(encoders));
  }

  /**
   * Prefill keeps 0.9, decode 0.92, encoders 0.9 of their 2 requests/s. On 4 GPUs any replica
   * serves 1.8, on 8 GPUs 3 + 2 and 3 encoders serve the most: 2 x 2 x 0.92 = 3.68 requests/s.
   */
  @Test
  void threePoolsAreBalanced() {
    Replicas.Draft draft = replicas(32, 32).draft(PREFILL, DECODE, 1000).orElseThrow();
    assertEquals(new PoolMatcher.Match(3, 2), draft.match());
    assertEquals(3, draft.encoders().orElseThrow().workers());
    assertEquals(8, draft.gpus());
    assertEquals(92, draft.tokensPerSPerGpu(), 1e-9);
    assertEquals(draft.match(), replicas(3, 2).draft(PREFILL, DECODE, 1000).orElseThrow().match());
    assertEquals(
        new PoolMatcher.Match(1, 1),
        replicas(2, 1).draft(PREFILL, DECODE, 1000).orElseThrow().match());
  }

  /** 100 ms of prefill and 50 ms of encoder, both 1.8 times, make 270 ms. */
  @Test
  void theEncoderSpendsTimeOfTheFirstToken() {
    assertTrue(replicas(32, 32).draft(PREFILL, DECODE, 269.99).isEmpty());
    assertTrue(replicas(32, 32).draft(PREFILL, DECODE, 270.01).isPresent());
  }

  @Test
  void aReplicaOfThreePoolsIsComposed() {
    Replicas replicas = replicas(32, 32);
    Replicas.Draft draft = replicas.draft(PREFILL, DECODE, 1000).orElseThrow();
    DisaggregatedCandidate candidate =
        replicas.compose(PREFILL, DECODE, draft.match(), draft.encoders());
    assertEquals(new AggregatedRow.Latency(270, 20, 4250), candidate.latency());
    assertEquals(new AggregatedRow.Rates(3.68, 0.46, 736, 92, 50), candidate.rates());
    assertEquals(14, candidate.concurrency());
    assertEquals(8, candidate.gpus());
  }

  /** Both pools lose 8 % or 10 % and balance exactly, so the bound is reached. */
  @Test
  void noReplicaExceedsItsBound() {
    Replicas replicas =
        new Replicas(
            TestSearches.search(RuleSet.REFERENCE, 8, 1000, 40),
            PoolLimits.DEFAULT,
            Optional.empty());
    WorkerPoint prefill = pool(0.92, 100, 1, 1);
    WorkerPoint decode = pool(0.9, 0, 20, 1);
    double most = replicas.draft(prefill, decode, 1000).orElseThrow().tokensPerSPerGpu();
    assertEquals(82.8, most, 1e-9);
    double bound = replicas.bound(prefill, decode);
    assertTrue(bound >= most && bound < most + 0.001, bound + " bounds " + most);
  }

  @Test
  void onlyModelsThatSeeHaveEncodersToSeparate() {
    SearchRequest seeing = vision(EncoderPools.of(IMAGE));
    SearchRequest blind =
        new SearchRequest(
            new Models().find("Qwen/Qwen3-8B"),
            seeing.database(),
            seeing.decodeDatabase(),
            4,
            seeing.request(),
            seeing.sla(),
            seeing.options());
    assertThrows(
        InvalidValueException.class,
        () -> new EncoderSweep(blind, EncoderPools.of(IMAGE), TestSearches.WORKERS));
  }

  @Test
  void encodersMayBeSlowerThanMeasuredAndSplitAsAsked() {
    EncoderPools pools = EncoderPools.of(IMAGE).withTp(List.of(2));
    EncoderPoint one = sweep(pools).get(0);
    EncoderPoint slow = sweep(pools.withCorrection(1.5)).get(0);
    assertEquals(2, one.gpus());
    assertEquals(1.5 * one.latencyMs(), slow.latencyMs(), 0.001);
    assertEquals(1000 / slow.latencyMs(), slow.requestsPerS(), 0.001 * slow.requestsPerS());
  }

  @Test
  void encodersMayHaveTablesOfTheirOwn() {
    PerfDatabase roofline = TestSearches.h200(RuleSet.REFERENCE).withMode(DataMode.SOL);
    EncoderPools ideal = EncoderPools.of(IMAGE).withTp(List.of(1)).withDatabase(roofline);
    assertEquals(roofline, sweep(ideal).get(0).worker().database());
    assertTrue(
        sweep(ideal).get(0).latencyMs()
            < sweep(EncoderPools.of(IMAGE).withTp(List.of(1))).get(0).latencyMs());
  }

  /** A larger batch that serves no more is left out. */
  @Test
  void everyLargerBatchServesMore() {
    List<EncoderPoint> points = sweep(EncoderPools.of(IMAGE));
    for (int next = 1; next < points.size(); next++) {
      EncoderPoint before = points.get(next - 1);
      EncoderPoint point = points.get(next);
      assertTrue(
          point.gpus() > before.gpus()
              || (point.batch() > before.batch() && point.requestsPerS() > before.requestsPerS()));
    }
  }

  private static List<EncoderPoint> sweep(EncoderPools pools) {
    return new EncoderSweep(vision(pools), pools, TestSearches.WORKERS).sweep();
  }

  @Test
  void ownRulesKeepTheEncodersOfTheirReplicas() {
    PerfDatabase h200 = TestSearches.h200(RuleSet.SERVELAB);
    SearchRequest asked = vision(EncoderPools.of(IMAGE).withTp(List.of(1)));
    SearchRequest fair =
        new SearchRequest(
            asked.model(), h200, h200, 2, asked.request(), asked.sla(), asked.options());
    for (SearchBranch branch : TestSearches.run(fair).branches()) {
      assertTrue(
          branch.candidates().stream()
              .allMatch(each -> each.pools().stream().anyMatch(EncoderSearchTest::encodes)));
    }
  }

  private static boolean encodes(PoolUse pool) {
    return pool.role() == PoolRole.ENCODER && pool.gpus() >= pool.workers();
  }

  @Test
  void encodersNeedImagesAndPossibleSizes() {
    EncoderPools usual = EncoderPools.of(IMAGE);
    assertThrows(InvalidValueException.class, () -> EncoderPools.of(Images.NONE));
    assertThrows(InvalidValueException.class, () -> usual.withTp(List.of()));
    assertThrows(InvalidValueException.class, () -> usual.withTp(List.of(1, 0)));
    assertThrows(InvalidValueException.class, () -> usual.withCorrection(0));
    for (List<Long> batches : List.of(List.<Long>of(), List.of(0L), List.of(9L))) {
      assertThrows(
          InvalidValueException.class,
          () -> new EncoderPools(IMAGE, List.of(1), batches, 1, 1, Optional.empty()));
    }
    assertThrows(
        InvalidValueException.class,
        () -> new EncoderPools(IMAGE, List.of(1), List.of(8L), 0, 1, Optional.empty()));
  }
}
