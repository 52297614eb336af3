package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts: section 11.2 of the search specification. */
class ParallelSpaceTest {

  private static final List<Integer> ONE = List.of(1);
  private static final ModelConfig DENSE = ModelCatalog.find("Qwen/Qwen3-32B");
  private static final ModelConfig EXPERTS = ModelCatalog.find("Qwen/Qwen3-30B-A3B");

  private static int experts(List<Integer> sizes, ServingEngine engine) {
    return new ParallelSpace(sizes, sizes, ONE, sizes, sizes, sizes, ONE)
        .layouts(EXPERTS, engine)
        .size();
  }

  @Test
  void denseModelsOnlySplitTensors() {
    List<Integer> sizes = List.of(1, 2, 4, 8);
    ParallelSpace space = new ParallelSpace(sizes, sizes, ONE, ONE, ONE, ONE, ONE);
    assertEquals(4, space.layouts(DENSE, ServingEngine.TRTLLM).size());
  }

  @Test
  void enginesDifferInHowTheySplitExperts() {
    List<Integer> node = List.of(1, 2, 4, 8);
    assertEquals(19, experts(node, ServingEngine.TRTLLM));
    assertEquals(19, experts(node, ServingEngine.VLLM));
    assertEquals(30, experts(node, ServingEngine.SGLANG));
    List<Integer> twoNodes = List.of(1, 2, 4, 8, 16);
    assertEquals(29, experts(twoNodes, ServingEngine.TRTLLM));
    assertEquals(29, experts(twoNodes, ServingEngine.VLLM));
    assertEquals(55, experts(twoNodes, ServingEngine.SGLANG));
  }

  @Test
  void aBudgetDropsLargerWorkers() {
    List<Integer> sizes = List.of(1, 2, 4, 8);
    ParallelSpace space = new ParallelSpace(sizes, sizes, ONE, ONE, ONE, ONE, ONE).within(3);
    assertTrue(
        space.layouts(DENSE, ServingEngine.VLLM).stream().allMatch(layout -> layout.tp() <= 2));
  }
}
