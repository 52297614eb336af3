package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.ServeLabException;
import io.servelab.perf.RuleSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static SearchRequest request(int gpus) {
    return TestSearches.search(RuleSet.REFERENCE, gpus, 1000, 40);
  }

  private static Reason reason(SearchBranch branch) {
    ServeLabException failure = branch.failure().orElseThrow();
    return ((InfeasibleException) failure).reason();
  }

  @Test
  void separatePoolsNeedTwoGpus() {
    assertEquals(
        List.of(ServingMode.AGGREGATED),
        TestSearches.run(request(1)).branches().stream().map(SearchBranch::mode).toList());
    assertEquals(2, TestSearches.run(request(2)).branches().size());
  }

  @Test
  void missedTargetsAreToldFromMissingMemory() {
    SearchResult hasty = TestSearches.run(TestSearches.search(RuleSet.REFERENCE, 2, 1, 40));
    assertEquals(Reason.TARGETS, reason(hasty.branches().get(0)));
    assertEquals(Reason.TARGETS, reason(hasty.branches().get(1)));
    assertTrue(hasty.chosen().isEmpty());
  }

  @Test
  void onlyTheBestUnderTheTargetsAreRecommended() {
    SearchBranch branch = TestSearches.run(request(8)).branches().get(0);
    List<Candidate> top = branch.top();
    assertTrue(top.stream().allMatch(candidate -> candidate.latency().tpotMs() <= 40));
    assertEquals(top.size(), top.stream().map(Candidate::label).distinct().count());
    for (int rank = 1; rank < top.size(); rank++) {
      assertTrue(
          top.get(rank - 1).clusterTokensPerSPerGpu(8) >= top.get(rank).clusterTokensPerSPerGpu(8));
    }
  }

  @Test
  void whereNothingMeetsTheTargetsTheNearestLayoutsAreShown() {
    SearchBranch branch =
        TestSearches.run(TestSearches.search(RuleSet.REFERENCE, 2, 1000, 0.1)).branches().get(0);
    assertTrue(branch.best().isPresent());
    assertTrue(branch.best().orElseThrow().latency().tpotMs() > 0.1);
  }

  @Test
  void strictTargetsApplyToTheFrontToo() {
    SearchRequest plain = request(8);
    SearchOptions options = plain.options();
    SearchRequest strict =
        plain.withOptions(
            new SearchOptions(
                options.choices(),
                options.memory(),
                options.chunkedPrefill(),
                options.limits(),
                options.disaggregation(),
                true,
                options.roles()));
    for (SearchBranch branch : TestSearches.run(strict).branches()) {
      assertTrue(
          branch.front().points().stream()
              .allMatch(candidate -> candidate.latency().tpotMs() <= 40));
    }
  }

  @Test
  void withoutItsFrontASearchKeepsLess() {
    SearchRequest whole = request(8);
    SearchOptions options = whole.options();
    SearchRequest point = whole.withOptions(options.withLimits(options.limits().withoutFront()));
    SearchResult all = TestSearches.run(whole);
    SearchResult few = TestSearches.run(point);
    for (SearchBranch branch : few.branches()) {
      SearchBranch full = all.branch(branch.mode()).orElseThrow();
      assertTrue(branch.candidates().size() < full.candidates().size());
      assertEquals(all.throughput(full), few.throughput(branch));
    }
  }

  @Test
  void aListenerIsToldOfEveryLayout() {
    AtomicInteger told = new AtomicInteger();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void evaluated(ServingMode mode, int done, int total) {
            assertEquals(4, total);
            told.incrementAndGet();
          }
        };
    new Search(request(8), TestSearches.WORKERS, listener).run();
    assertEquals(12, told.get());
  }

  @Test
  void aListenerMayStopASearch() {
    SearchListener listener =
        new SearchListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Search search = new Search(request(8), TestSearches.WORKERS, listener);
    assertThrows(CancellationException.class, search::run);
  }

  @Test
  void enginesAreMergedByKindOfDeployment() {
    SearchResult one = TestSearches.run(request(4));
    EngineComparison comparison = EngineComparison.of(List.of(one, one));
    assertEquals(2, comparison.merged().size());
    SearchBranch merged = comparison.merged().get(0);
    assertEquals(2 * one.branches().get(0).candidates().size(), merged.candidates().size());
    assertEquals(one.branches().get(0).front().points(), merged.front().points());
    assertEquals(one.throughput(one.branches().get(0)), comparison.asResult().throughput(merged));
  }
}
