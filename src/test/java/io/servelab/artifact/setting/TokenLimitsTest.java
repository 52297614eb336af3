package io.servelab.artifact.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.artifact.TestPlans;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ServingSettings;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Limits under 4,000 input and 1,000 output tokens, as the acceptance vectors state them. */
class TokenLimitsTest {

  private static final String DENSE = "Qwen/Qwen3-32B-FP8";
  private static final String MOE = "deepseek-ai/DeepSeek-V3";

  @Test
  void trtLlmRoundsTokensUpToBlocks() {
    DeploymentPlan mixed = one(ServingEngine.TRTLLM, Role.AGG, 64);
    assertEquals(4576L, value(mixed, Role.AGG, Parameter.MAX_NUM_TOKENS));
    DeploymentPlan pools = pools(ServingEngine.TRTLLM, 100);
    assertEquals(4512L, value(pools, Role.PREFILL, Parameter.MAX_NUM_TOKENS));
    assertEquals(128L, value(pools, Role.DECODE, Parameter.MAX_NUM_TOKENS));
    assertEquals(5504L, value(pools, Role.DECODE, Parameter.KV_TRANSFER_TOKENS));
    assertEquals(5504L, value(pools, Role.PREFILL, Parameter.KV_TRANSFER_TOKENS));
  }

  @Test
  void trtLlmKeepsThePredictedBatch() {
    assertEquals(
        64L, value(one(ServingEngine.TRTLLM, Role.AGG, 64), Role.AGG, Parameter.MAX_BATCH_SIZE));
  }

  @Test
  void sglangLeavesRoomAboveTheBatch() {
    DeploymentPlan small = one(ServingEngine.SGLANG, Role.AGG, 64);
    DeploymentPlan large = one(ServingEngine.SGLANG, Role.AGG, 600);
    assertEquals(512L, value(small, Role.AGG, Parameter.MAX_BATCH_SIZE));
    assertEquals(1200L, value(large, Role.AGG, Parameter.MAX_BATCH_SIZE));
    assertEquals(5500L, value(small, Role.AGG, Parameter.MAX_NUM_TOKENS));
  }

  @Test
  void vllmStatesAllThreeLimits() {
    DeploymentPlan plan = one(ServingEngine.VLLM, Role.AGG, 64);
    assertEquals(512L, value(plan, Role.AGG, Parameter.MAX_BATCH_SIZE));
    assertEquals(6012L, value(plan, Role.AGG, Parameter.MAX_NUM_TOKENS));
    assertEquals(6500L, value(plan, Role.AGG, Parameter.MAX_SEQ_LEN));
  }

  @Test
  void askingTwiceDoublesNothing() {
    DeploymentPlan plan = one(ServingEngine.SGLANG, Role.AGG, 600);
    RolePlan role = plan.roles().get(0);
    assertEquals(WorkerFlags.of(plan, role), WorkerFlags.of(plan, role));
    assertEquals(1200L, value(plan, Role.AGG, Parameter.MAX_BATCH_SIZE));
  }

  @Test
  void sglangSharesItsLimitsAmongAttentionRanks() {
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.SGLANG,
            MOE,
            TestPlans.pool(
                ServingEngine.SGLANG, MOE, Role.AGG, 1, new Parallelism(1, 1, 8, 1, 8, 1), 64));
    assertEquals(512L * 8, value(plan, Role.AGG, Parameter.MAX_BATCH_SIZE));
    assertEquals(4096L * 8, value(plan, Role.AGG, Parameter.CHUNKED_PREFILL_TOKENS));
  }

  @Test
  void enginesThatCountAttentionRanksAmongTensorParallelOnesAreToldTheirProduct() {
    Parallelism layout = new Parallelism(1, 1, 8, 1, 8, 1);
    for (ServingEngine engine : new ServingEngine[] {ServingEngine.SGLANG, ServingEngine.TRTLLM}) {
      DeploymentPlan plan =
          TestPlans.plan(engine, MOE, TestPlans.pool(engine, MOE, Role.AGG, 2, layout, 64));
      assertEquals(8L, value(plan, Role.AGG, Parameter.TENSOR_PARALLEL_SIZE));
      assertEquals(
          8, plan.roles().get(0).workerGpus(), "GPUs come from the layout, not from flags");
      assertEquals(16, plan.gpus());
    }
  }

  @Test
  void contextParallelGpusCount() {
    Parallelism layout = new Parallelism(1, 1, 1, 1, 4, 4);
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.SGLANG,
            MOE,
            TestPlans.pool(ServingEngine.SGLANG, MOE, Role.PREFILL, 2, layout, 1),
            TestPlans.pool(
                ServingEngine.SGLANG, MOE, Role.DECODE, 1, new Parallelism(8, 1, 1, 1, 8, 1), 64));
    assertEquals(16, plan.gpus());
    assertEquals(4L, value(plan, Role.PREFILL, Parameter.TENSOR_PARALLEL_SIZE));
    assertEquals(4L, value(plan, Role.PREFILL, Parameter.CONTEXT_PARALLEL_SIZE));
  }

  @Test
  void draftsNeedTokensOfTheirOwn() {
    ServingSettings drafting =
        new ServingSettings(MemorySettings.DEFAULT, false, new Speculation(1, 0.8), "", true);
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.TRTLLM,
            MOE,
            drafting,
            TestPlans.pool(
                ServingEngine.TRTLLM, MOE, Role.PREFILL, 1, new Parallelism(8, 1, 1, 1, 8, 1), 1),
            TestPlans.pool(
                ServingEngine.TRTLLM, MOE, Role.DECODE, 1, new Parallelism(8, 1, 1, 1, 8, 1), 100));
    assertEquals(224L, value(plan, Role.DECODE, Parameter.MAX_NUM_TOKENS));
  }

  @Test
  void settingsOfTheSearchReachTheFlags() {
    ServingSettings chosen =
        new ServingSettings(
            new MemorySettings(OptionalDouble.of(0.8), OptionalLong.of(9000)),
            true,
            Speculation.NONE,
            "flashinfer",
            true);
    for (ServingEngine engine : ServingEngine.values()) {
      RolePlan pool = TestPlans.pool(engine, DENSE, Role.AGG, 1, Parallelism.dense(4, 1), 64);
      DeploymentPlan plan = TestPlans.plan(engine, DENSE, chosen, pool);
      assertEquals(9000L, value(plan, Role.AGG, Parameter.MAX_SEQ_LEN), engine.id());
      assertEquals("flashinfer", value(plan, Role.AGG, Parameter.ATTENTION_BACKEND), engine.id());
    }
    DeploymentPlan trtllm =
        TestPlans.plan(
            ServingEngine.TRTLLM,
            DENSE,
            chosen,
            TestPlans.pool(ServingEngine.TRTLLM, DENSE, Role.AGG, 1, Parallelism.dense(4, 1), 64));
    assertEquals(true, value(trtllm, Role.AGG, Parameter.CHUNKED_PREFILL));
  }

  @Test
  void sequencesAreNoLongerThanTheModelReads() {
    RolePlan pool =
        TestPlans.pool(ServingEngine.VLLM, DENSE, Role.AGG, 1, Parallelism.dense(4, 1), 64);
    DeploymentPlan plan = TestPlans.plan(ServingEngine.VLLM, DENSE, pool);
    DeploymentPlan longer =
        new DeploymentPlan(
            plan.model(),
            plan.release(),
            plan.roles(),
            new RequestShape(40_000, 500, 0),
            plan.settings(),
            plan.basis(),
            plan.adjustments());
    assertEquals(plan.model().contextLength(), value(longer, Role.AGG, Parameter.MAX_SEQ_LEN));
  }

  private static DeploymentPlan one(ServingEngine engine, Role role, long batch) {
    return TestPlans.plan(
        engine, DENSE, TestPlans.pool(engine, DENSE, role, 4, Parallelism.dense(4, 1), batch));
  }

  private static DeploymentPlan pools(ServingEngine engine, long batch) {
    return TestPlans.plan(
        engine,
        DENSE,
        TestPlans.pool(engine, DENSE, Role.PREFILL, 4, Parallelism.dense(1, 1), 1),
        TestPlans.pool(engine, DENSE, Role.DECODE, 2, Parallelism.dense(4, 1), batch));
  }

  private static Object value(DeploymentPlan plan, Role role, Parameter parameter) {
    Optional<Setting> found =
        WorkerFlags.settings(plan, plan.role(role).orElseThrow()).stream()
            .filter(setting -> setting.parameter() == parameter)
            .findFirst();
    return found.map(Setting::value).orElse("absent");
  }
}
