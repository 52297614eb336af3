package io.servelab.artifact.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.TestPlans;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelCatalog;
import io.servelab.model.Parallelism;
import io.servelab.search.ServingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaiveSizingTest {

  @Test
  void weightsOfAHundredAndFortyGigabytesTakeTwoGpusOfAHundredAndFortyOneGib() {
    assertEquals(2, NaiveSizing.gpus(140e9, TestPlans.h200()));
  }

  @Test
  void aNodeIsTheLargestWorker() {
    assertEquals(1, NaiveSizing.gpus(1e9, TestPlans.h200()));
    assertEquals(8, NaiveSizing.gpus(1e15, TestPlans.h200()));
    assertEquals(4, NaiveSizing.gpus(1e15, TestPlans.system("gb200", 100, 186)));
  }

  @Test
  void aDenseModelIsShardedByTensors() {
    NaiveSizing sizing =
        NaiveSizing.of(ModelCatalog.find("Qwen/Qwen3-32B"), TestPlans.system("l40s", 89, 45), 8);
    assertEquals(4, sizing.workerGpus());
    assertEquals(Parallelism.dense(4, 1), sizing.layout());
    assertTrue(sizing.fitsInMemory());
  }

  @Test
  void latentAttentionIsSpreadAndOtherExpertModelsAreNot() {
    NaiveSizing latent =
        NaiveSizing.of(ModelCatalog.find("deepseek-ai/DeepSeek-V3"), TestPlans.h200(), 8);
    assertEquals(new Parallelism(1, 1, 8, 1, 8, 1), latent.layout());
    NaiveSizing other =
        NaiveSizing.of(
            ModelCatalog.find("Qwen/Qwen3-30B-A3B"), TestPlans.system("l40s", 89, 45), 8);
    assertEquals(new Parallelism(2, 1, 1, 1, 2, 1), other.layout());
  }

  @Test
  void everyPlanSaysThatNothingWasPredicted() {
    for (ServingEngine engine : ServingEngine.values()) {
      for (ServingMode mode : ServingMode.values()) {
        DeploymentPlan plan =
            NaiveSizing.of(ModelCatalog.find("Qwen/Qwen3-32B"), TestPlans.h200(), 8)
                .plan(engine, mode, NaiveLoad.USUAL);
        assertEquals(8, plan.gpus());
        ArtifactBundle bundle = Artifacts.of(plan);
        assertEquals(List.of(), bundle.findings());
        assertTrue(bundle.warnings().get(0).startsWith("Not searched and not predicted"));
        String readme = bundle.file("README.md").orElseThrow().text();
        assertTrue(readme.contains("Not searched and not predicted"), readme);
      }
    }
  }

  @Test
  void separatePoolsHaveOnePrefillWorker() {
    DeploymentPlan plan =
        NaiveSizing.of(ModelCatalog.find("Qwen/Qwen3-32B"), TestPlans.h200(), 8)
            .plan(ServingEngine.VLLM, ServingMode.DISAGGREGATED, NaiveLoad.USUAL);
    assertEquals(1, plan.role(Role.PREFILL).orElseThrow().pool().workers());
    assertEquals(7, plan.role(Role.DECODE).orElseThrow().pool().workers());
  }

  @Test
  void aModelThatIsTooLargeForANodeIsMarked() {
    NaiveSizing sizing =
        NaiveSizing.of(
            ModelCatalog.find("deepseek-ai/DeepSeek-V3"), TestPlans.system("l40s", 89, 45), 8);
    assertFalse(sizing.fitsInMemory());
    assertEquals(2, sizing.warnings().size());
  }

  @Test
  void aClusterThatHoldsNoWorkerIsRefused() {
    assertThrows(
        InvalidValueException.class,
        () -> NaiveSizing.of(ModelCatalog.find("deepseek-ai/DeepSeek-V3"), TestPlans.h200(), 4));
    NaiveSizing one = NaiveSizing.of(ModelCatalog.find("Qwen/Qwen3-32B"), TestPlans.h200(), 1);
    assertThrows(
        InvalidValueException.class,
        () -> one.plan(ServingEngine.VLLM, ServingMode.DISAGGREGATED, NaiveLoad.USUAL));
  }
}
