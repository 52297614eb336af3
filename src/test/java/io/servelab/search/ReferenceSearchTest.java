package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.estimate.ServingChoices;
import io.servelab.perf.RuleSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whole searches of Qwen3-8B on H200 SXM with TensorRT-LLM 1.3.0rc20.
 *
 * <p>Golden numbers: aiconfigurator 0.12.0, which rounds rows to three decimals. A table is held by
 * its number of rows and by the sum of its output tokens per second and GPU, each multiplied by the
 * number of its row, which also holds the order.
 */
class ReferenceSearchTest {

  private static final SearchRequest PLAIN = TestSearches.search(RuleSet.REFERENCE, 4, 1000, 40);

  private static void assertTable(int rows, double sum, List<Candidate> candidates) {
    assertEquals(rows, candidates.size());
    double ordered =
        IntStream.range(0, rows)
            .mapToDouble(row -> (row + 1) * candidates.get(row).tokensPerSPerGpu())
            .sum();
    assertEquals(sum, ordered, 1e-6 * sum);
  }

  private static SearchRequest one(long isl, long osl, double tpotMs) {
    return PLAIN
        .withTotalGpus(1)
        .withRequest(new RequestShape(isl, osl, 0))
        .withSla(Sla.of(100_000, tpotMs));
  }

  private static SearchRequest with(
      SearchRequest search, ServingChoices choices, boolean chunkedPrefill) {
    SearchOptions options = search.options();
    return search.withOptions(
        new SearchOptions(
            choices,
            options.memory(),
            chunkedPrefill,
            options.limits(),
            options.disaggregation(),
            false,
            options.roles()));
  }

  private static ServingChoices drafting() {
    ServingChoices none = ServingChoices.NONE;
    return new ServingChoices(none.quant(), new Speculation(1, 0.7), none.attentionBackend(), true);
  }

  /** Prompts of 8000 tokens keep more than 50 answers of 50 tokens waiting: points repeat. */
  @Test
  void longPromptsWithShortAnswersSkipEquivalentPoints() {
    SearchBranch found = TestSearches.run(one(8000, 50, 40)).branches().get(0);
    assertTable(44, 191361.915, found.candidates());
    assertTable(25, 63332.762, found.front().points());
    assertTable(1, 215.31, found.top());
  }

  @Test
  void chunksOfPromptsSkipEquivalentPointsToo() {
    SearchBranch found =
        TestSearches.run(with(one(3000, 20, 200), ServingChoices.NONE, true)).branches().get(0);
    assertTable(116, 1429899.358, found.candidates());
    assertTable(23, 61568.062, found.front().points());
    assertTable(1, 280.021, found.top());
  }

  @Test
  void speculationSkipsNothing() {
    SearchBranch found =
        TestSearches.run(with(one(3000, 20, 200), drafting(), false)).branches().get(0);
    assertTable(47, 271883.104, found.candidates());
    assertTable(12, 17440.69, found.front().points());
    assertTable(1, 278.191, found.top());
  }

  @Test
  void speculationSpeedsUpBothKindsOfDeployment() {
    SearchResult found = TestSearches.run(with(PLAIN, drafting(), false));
    SearchBranch mixed = found.branch(ServingMode.AGGREGATED).orElseThrow();
    assertTable(314, 78071422.977, mixed.candidates());
    assertTable(49, 1719120.657, mixed.front().points());
    assertTable(3, 14362.186, mixed.top());
    SearchBranch pools = found.branch(ServingMode.DISAGGREGATED).orElseThrow();
    assertTable(40, 1353013.284, pools.candidates());
    assertTable(8, 53208.142, pools.front().points());
    assertTable(2, 5551.184, pools.top());
  }

  @Test
  void aTargetOfTheWholeRequestReplacesTheTokenTargets() {
    SearchResult found = TestSearches.run(PLAIN.withSla(Sla.of(500, 40).withRequestMs(3000)));
    SearchBranch mixed = found.branch(ServingMode.AGGREGATED).orElseThrow();
    assertTable(129, 9973938.753, mixed.candidates());
    assertTable(17, 264373.548, mixed.front().points());
    assertTable(3, 11703.29, mixed.top());
    SearchBranch pools = found.branch(ServingMode.DISAGGREGATED).orElseThrow();
    assertTable(19, 296256.118, pools.candidates());
    assertTable(2, 4360.244, pools.front().points());
    assertTable(2, 5489.91, pools.top());
  }
}
