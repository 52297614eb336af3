package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.perf.RuleSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Searches under ServeLab's own rules. */
class FairSearchTest {

  private static final int GPUS = 8;

  private static SearchResult search(int gpus, double ttftMs, double tpotMs) {
    return TestSearches.run(TestSearches.search(RuleSet.SERVELAB, gpus, ttftMs, tpotMs));
  }

  /** The most output tokens per second of the cluster among candidates that meet the targets. */
  private static double optimum(SearchResult result) {
    FairRanking ranking = new FairRanking(result.request());
    int gpus = result.request().totalGpus();
    return result.branches().stream()
        .flatMap(branch -> branch.candidates().stream())
        .filter(ranking::meets)
        .mapToDouble(candidate -> candidate.clusterTokensPerSPerGpu(gpus) * gpus)
        .max()
        .orElse(0);
  }

  @Property(tries = 25)
  void looserTargetsNeverServeLess(
      @ForAll @DoubleRange(min = 30, max = 1500) double ttftMs,
      @ForAll @DoubleRange(min = 2, max = 60) double tpotMs,
      @ForAll @DoubleRange(min = 1, max = 2) double looserTtft,
      @ForAll @DoubleRange(min = 1, max = 2) double looserTpot) {
    double tight = optimum(search(GPUS, ttftMs, tpotMs));
    double loose = optimum(search(GPUS, ttftMs * looserTtft, tpotMs * looserTpot));
    assertTrue(loose >= tight, tight + " became " + loose);
  }

  /** Rows are rounded to three decimals, so a larger replica may lose less than a millionth. */
  @Property(tries = 25)
  void moreGpusNeverServeLess(
      @ForAll @IntRange(min = 1, max = 24) int gpus,
      @ForAll @IntRange(min = 1, max = 24) int more) {
    double small = optimum(search(gpus, 500, 20));
    double large = optimum(search(gpus + more, 500, 20));
    assertTrue(large >= small * (1 - 1e-6), small + " became " + large);
  }

  @Test
  void recommendsTheSmallestReplicaNearTheBest() {
    SearchResult result = search(32, 1000, 40);
    SearchBranch branch = result.branch(ServingMode.DISAGGREGATED).orElseThrow();
    FairRanking ranking = new FairRanking(result.request());
    Candidate best = branch.best().orElseThrow();
    double enough = best.clusterTokensPerSPerGpu(32) / (1 - FairRanking.TOLERANCE);
    List<Candidate> rivals =
        branch.candidates().stream()
            .filter(ranking::meets)
            .filter(candidate -> candidate.label().equals(best.label()))
            .toList();
    assertTrue(rivals.stream().allMatch(rival -> rival.clusterTokensPerSPerGpu(32) <= enough));
    double most =
        rivals.stream().mapToDouble(rival -> rival.clusterTokensPerSPerGpu(32)).max().orElse(0);
    assertTrue(
        rivals.stream()
            .filter(
                rival -> rival.clusterTokensPerSPerGpu(32) >= most * (1 - FairRanking.TOLERANCE))
            .allMatch(rival -> rival.gpus() >= best.gpus()));
  }

  @Test
  void targetsIncludeTheirLimits() {
    Candidate best = search(2, 1000, 40).chosen().orElseThrow().best().orElseThrow();
    SearchResult exact = search(2, best.latency().ttftMs(), best.latency().tpotMs());
    assertTrue(optimum(exact) > 0);
  }

  @Test
  void findsAtLeastWhatTheReferenceFinds() {
    SearchResult reference =
        TestSearches.run(TestSearches.search(RuleSet.REFERENCE, GPUS, 1000, 40));
    SearchResult fair = search(GPUS, 1000, 40);
    for (SearchBranch branch : reference.branches()) {
      double theirs = reference.throughput(branch);
      double ours =
          fair.branch(branch.mode()).orElseThrow().candidates().stream()
              .filter(new FairRanking(fair.request())::meets)
              .mapToDouble(candidate -> candidate.clusterTokensPerSPerGpu(GPUS))
              .max()
              .orElse(0);
      // Tables may be corrected under our rules, so only the order of magnitude is comparable.
      assertTrue(ours >= 0.9 * theirs, branch.mode() + ": " + theirs + " became " + ours);
    }
  }

  @Test
  void sameQuestionSameAnswer() {
    assertEquals(
        search(GPUS, 800, 30).branches().stream()
            .map(SearchBranch::top)
            .map(FairSearchTest::rows)
            .toList(),
        search(GPUS, 800, 30).branches().stream()
            .map(SearchBranch::top)
            .map(FairSearchTest::rows)
            .toList());
  }

  private static List<String> rows(List<Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> candidate.label() + candidate.latency() + candidate.rates())
        .toList();
  }

  /** Whole requests: any pair of workers, any numbers of them. */
  @Test
  void noPairServesMoreUnderATargetOfTheWholeRequest() {
    SearchRequest search =
        TestSearches.search(RuleSet.SERVELAB, GPUS, 1000, 40)
            .withSla(Sla.of(1000, 40).withRequestMs(1500));
    Search run = new Search(search, TestSearches.WORKERS, SearchListener.NONE);
    ClusterMatcher matcher =
        new ClusterMatcher(
            search.options().disaggregation(), search.options().limits().pools(), GPUS);
    Replicas replicas = new Replicas(search, search.options().limits().pools(), Optional.empty());
    double most = 0;
    for (WorkerPoint prefill : run.prefillPoints()) {
      for (WorkerPoint decode : run.decodePoints()) {
        List<PoolMatcher.Match> matches = matcher.match(prefill.row(), decode.row(), 0);
        if (matches.isEmpty()) {
          continue;
        }
        Candidate whole = replicas.compose(prefill, decode, matches.get(0), Optional.empty());
        if (whole.latency().requestMs() <= 1500) {
          most = Math.max(most, whole.clusterTokensPerSPerGpu(GPUS));
        }
      }
    }
    assertTrue(most > 0);
    double found =
        run.run(ServingMode.DISAGGREGATED).candidates().stream()
            .filter(new FairRanking(search)::meets)
            .mapToDouble(candidate -> candidate.clusterTokensPerSPerGpu(GPUS))
            .max()
            .orElse(0);
    assertEquals(most, found, 1e-6 * most);
  }

  private static WorkerPair pair(double bound, double ttftMs, double tpotMs) {
    WorkerPoint worker =
        new WorkerPoint(TestSearches.worker(1), TestSearches.pool(1, 1), EncoderShare.NONE);
    return new WorkerPair(
        worker, worker, bound, new ReplicaPool.Target(ttftMs, tpotMs, ttftMs + tpotMs));
  }

  @Test
  void aPairMeetsATargetThatItReachesExactly() {
    WorkerPair pair = pair(100, 500, 20);
    assertTrue(pair.meets(new ReplicaPool.Target(500, 20, 520)));
    assertTrue(!pair.meets(new ReplicaPool.Target(499.9, 20, 520)));
    assertTrue(!pair.meets(new ReplicaPool.Target(500, 19.9, 520)));
    assertTrue(!pair.meets(new ReplicaPool.Target(500, 20, 519.9)));
  }

  @Test
  void pairsThatMayServeMoreAreTriedFirst() {
    WorkerPair most = pair(100, 500, 20);
    WorkerPair quick = pair(90, 300, 30);
    WorkerPair fast = pair(90, 400, 20);
    WorkerPair slow = pair(90, 400, 30);
    assertEquals(
        List.of(most, quick, fast, slow),
        Stream.of(slow, fast, quick, most).sorted(WorkerPair.BY_BOUND).toList());
  }

  @Test
  void ofEqualDeploymentsTheOneWithTheShorterFirstTokenIsRecommended() {
    Candidate slow = TestSearches.candidate(1, 500, 20, 1);
    Candidate fast = TestSearches.candidate(1, 400, 20, 1);
    FairRanking ranking = new FairRanking(TestSearches.search(RuleSet.SERVELAB, GPUS, 1000, 40));
    assertEquals(List.of(fast), ranking.top(List.of(slow, fast)));
    FairRanking hasty = new FairRanking(TestSearches.search(RuleSet.SERVELAB, GPUS, 10, 5));
    Candidate wide = TestSearches.candidate(2, 300, 20, 1);
    assertEquals(List.of(wide, fast), hasty.top(List.of(slow, fast, wide)));
  }
}
