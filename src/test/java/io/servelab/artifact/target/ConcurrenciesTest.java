package io.servelab.artifact.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.artifact.TestPlans;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Role;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrenciesTest {

  @Test
  void fourWorkersOfSixtyFourServeTwoHundredAndFiftySix() {
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.VLLM,
            "Qwen/Qwen3-32B-FP8",
            TestPlans.pool(
                ServingEngine.VLLM,
                "Qwen/Qwen3-32B-FP8",
                Role.AGG,
                4,
                Parallelism.dense(4, 1),
                64));
    assertEquals(256, plan.concurrency());
    assertEquals(
        List.of(1L, 2L, 8L, 16L, 32L, 64L, 128L, 243L, 256L, 268L),
        Concurrencies.around(plan.concurrency()));
  }

  @Test
  void aSinglePredictedRequestIsOnTheLadderAlready() {
    assertEquals(List.of(1L, 2L, 8L, 16L, 32L, 64L, 128L), Concurrencies.around(1));
  }

  @Test
  void attentionRanksServeRequestsOfTheirOwn() {
    String model = "deepseek-ai/DeepSeek-V3";
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.SGLANG,
            model,
            TestPlans.pool(
                ServingEngine.SGLANG, model, Role.AGG, 2, new Parallelism(1, 1, 8, 1, 8, 1), 64));
    assertEquals(2 * 8 * 64, plan.concurrency());
  }
}
