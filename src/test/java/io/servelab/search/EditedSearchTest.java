package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerEdits;
import io.servelab.perf.RuleSet;
import io.servelab.step.PassTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches and deployments with changed operations. */
class EditedSearchTest {

  private static final SearchRequest PLAIN = TestSearches.search(RuleSet.REFERENCE, 4, 1000, 40);

  private static SearchRequest edited(SearchRequest search, LayerEdit... edits) {
    SearchOptions options = search.options();
    return search.withOptions(
        new SearchOptions(
            options.choices().withEdits(List.of(edits)),
            options.memory(),
            options.chunkedPrefill(),
            options.limits(),
            options.disaggregation(),
            false,
            options.roles()));
  }

  private static LayerEdit scale(String operation, double factor) {
    return LayerEdits.read(Map.of("scale", operation, "factor", factor));
  }

  @Test
  void editsThatMeetAnOperationPass() {
    EditedOperations.check(PLAIN);
    EditedOperations.check(edited(PLAIN, scale("context_qkv_gemm", 0.5)));
    EditedOperations.check(
        edited(PLAIN, scale("generation_qkv_gemm", 0.5), scale("context_qkv_gemm", 0.5)));
  }

  @Test
  void anEditThatMeetsNoOperationIsRefusedWithTheNearest() {
    SearchRequest wrong = edited(PLAIN, scale("context_qkv_gemm", 0.5), scale("qvk_gemm", 0.5));
    UnknownNameException refusal =
        assertThrows(UnknownNameException.class, () -> EditedOperations.check(wrong));
    assertTrue(refusal.getMessage().contains("qvk_gemm"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("qkv_gemm"), refusal.getMessage());
  }

  private static double timeMs(ExplainedPass pass, String operation) {
    return pass.time().rows().stream()
        .filter(row -> row.name().equals(operation))
        .map(PassTime.Row::time)
        .findFirst()
        .orElseThrow()
        .latencyMs();
  }

  @Test
  void aFoundDeploymentIsPricedAgainWithOtherOperations() {
    SearchResult found = TestSearches.run(PLAIN);
    for (SearchBranch branch : found.branches()) {
      Candidate best = branch.best().orElseThrow();
      Candidate changed = EditedCandidate.of(best, List.of(scale("generation_qkv_gemm", 0.5)));
      assertEquals(best.label(), changed.label());
      assertEquals(best.rates(), changed.rates());
      assertEquals(best.gpus(), changed.gpus());
      assertEquals(
          0.5 * timeMs(ExplainedPass.of(PLAIN, best).get(1), "generation_qkv_gemm"),
          timeMs(ExplainedPass.of(PLAIN, changed).get(1), "generation_qkv_gemm"),
          1e-9);
    }
  }

  @Test
  void aSearchPricesEditedOperations() {
    SearchRequest free = edited(PLAIN.withTotalGpus(1), scale("generation_qkv_gemm", 0.01));
    assertTrue(
        TestSearches.run(free).branches().get(0).best().orElseThrow().tokensPerSPerGpu()
            > TestSearches.run(PLAIN.withTotalGpus(1))
                .branches()
                .get(0)
                .best()
                .orElseThrow()
                .tokensPerSPerGpu());
  }
}
