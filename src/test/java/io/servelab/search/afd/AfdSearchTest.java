package io.servelab.search.afd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.afd.PipelineModel;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.Sla;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Searches of A-nodes and F-nodes. */
class AfdSearchTest {

  private static final PerfDatabase H200 =
      new Databases(DataHome.locate(Optional.empty()))
          .get("h200_sxm", ServingEngine.SGLANG, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE);
  private static final ModelConfig DEEPSEEK = new Models().find("deepseek-ai/DeepSeek-V3");

  private static SearchRequest request(int gpus, double tpotMs) {
    return new SearchRequest(
        DEEPSEEK,
        H200,
        H200,
        gpus,
        new RequestShape(4000, 500, 0),
        Sla.of(5000, tpotMs),
        SearchOptions.DEFAULT);
  }

  private static AfdSpace narrow(AfdSpace.Limits limits) {
    return new AfdSpace(
        new AfdSizes(OptionalInt.of(1), OptionalInt.of(1), List.of(1, 8), List.of(8), 4),
        List.of(2, 3),
        List.of(PipelineModel.values()),
        limits,
        false,
        1,
        true);
  }

  private static AfdSpace.Limits atMost(int candidates, boolean truncate) {
    return new AfdSpace.Limits(OptionalLong.empty(), 256, candidates, truncate);
  }

  @Test
  void theUsualSpaceHasAsManyCandidatesAsInTheReference() {
    // The reference counts 180 for three nodes and 340 for four.
    int ways = AfdSpace.DEFAULT.ways().size();
    assertEquals(180, ways * AfdSizes.DEFAULT.layouts(DEEPSEEK, 24, H200.system().links()).size());
    assertEquals(340, ways * AfdSizes.DEFAULT.layouts(DEEPSEEK, 32, H200.system().links()).size());
  }

  @Test
  void noSideOutgrowsTheOtherByMoreThanItsRatio() {
    AfdSizes.DEFAULT
        .layouts(DEEPSEEK, 80, H200.system().links())
        .forEach(
            layout -> {
              assertTrue(layout.gpus() <= 80);
              assertTrue(layout.attentionNodes() <= 4 * layout.ffnNodes());
              assertTrue(layout.ffnNodes() <= 4 * layout.attentionNodes());
            });
  }

  @Test
  void candidatesMeetTheTargetAndTheBestComesFirst() {
    AfdResult result = new AfdSearch(request(32, 100), narrow(atMost(100, false))).run();
    assertEquals(6, result.considered());
    double before = Double.POSITIVE_INFINITY;
    for (AfdCandidate each : result.candidates()) {
      assertTrue(each.latency().tpotMs() <= 100);
      assertEquals(0, each.estimate().options().batch() % 8);
      assertTrue(each.clusterTokensPerSPerGpu() <= before);
      before = each.clusterTokensPerSPerGpu();
      assertEquals(16, each.gpus());
      assertEquals(each.rates().tokensPerS() / 16, before, 1e-9, "two replicas on 32 GPUs");
    }
  }

  @Test
  void prefillWorkersCountAmongTheGpusAndLimitTheRate() {
    AfdSpace space = narrow(atMost(100, false)).paired(true);
    for (AfdCandidate each : new AfdSearch(request(32, 100), space).run().candidates()) {
      int prefillGpus = each.prefill().orElseThrow().row().gpus() * each.prefillWorkers();
      assertEquals(16 + prefillGpus, each.gpus());
      assertTrue(each.gpus() <= 32);
      assertTrue(each.rates().requestsPerS() < each.estimate().rates().requestsPerS());
      assertTrue(each.latency().ttftMs() <= 5000);
    }
  }

  @Test
  void tooManyCandidatesAreAnErrorOrCut() {
    AfdSearch refused = new AfdSearch(request(32, 100), narrow(atMost(3, false)));
    String message = assertThrows(InvalidValueException.class, refused::run).getMessage();
    assertTrue(message.contains("6 candidates") && message.contains("truncate"), message);
    assertEquals(3, new AfdSearch(request(32, 100), narrow(atMost(3, true))).run().considered());
  }

  @Test
  void oneNodeIsNotEnoughAndATargetCanBeOutOfReach() {
    AfdSearch small = new AfdSearch(request(8, 100), AfdSpace.DEFAULT);
    String message = assertThrows(InvalidValueException.class, small::run).getMessage();
    assertTrue(message.contains("gpus = 8"), message);
    AfdSearch fast = new AfdSearch(request(16, 1), narrow(atMost(100, false)));
    assertThrows(InfeasibleException.class, fast::run);
  }
}
