package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.perf.RuleSet;
import java.util.List;
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
}
