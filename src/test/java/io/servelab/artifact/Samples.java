package io.servelab.artifact;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.NaiveLoad;
import io.servelab.artifact.plan.NaiveSizing;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ServingSettings;
import io.servelab.engine.Images;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelCatalog;
import io.servelab.model.Parallelism;
import io.servelab.search.ServingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The deployments whose files are kept and were read line by line. */
public final class Samples {

  public static final String DENSE = "Qwen/Qwen3-32B-FP8";
  public static final String MOE = "deepseek-ai/DeepSeek-V3";

  private static final Parallelism SPREAD = new Parallelism(1, 1, 8, 1, 8, 1);

  private Samples() {}

  /** Every sample by name. */
  public static Map<String, DeploymentPlan> all() {
    Map<String, DeploymentPlan> samples = new LinkedHashMap<>();
    for (ServingEngine engine : ServingEngine.values()) {
      samples.put(engine + "-agg-dense", mixed(engine, DENSE, Parallelism.dense(4, 1)));
      samples.put(engine + "-agg-moe", mixed(engine, MOE, experts(engine)));
      samples.put(engine + "-disagg-dense", pools(engine, DENSE));
      samples.put(engine + "-disagg-moe", pools(engine, MOE));
    }
    samples.put("vllm-disagg-two-machines", twoMachines());
    samples.put("trtllm-disagg-rack", rack());
    samples.put("sglang-agg-drafts-prefix", draftsAndPrefix());
    samples.put(
        "trtllm-agg-dynamo-0.7",
        mixed(ServingEngine.TRTLLM, DENSE, Parallelism.dense(4, 1)).withDynamo("0.7.1"));
    samples.put("vllm-disagg-dynamo-0.9", pools(ServingEngine.VLLM, DENSE).withDynamo("0.9.1"));
    samples.put("sglang-agg-unsearched", unsearched());
    samples.put("trtllm-disagg-overridden", overridden());
    samples.put("vllm-agg-vision-spread", vision());
    return samples;
  }

  /** Layout of experts that an engine was searched for. */
  public static Parallelism experts(ServingEngine engine) {
    return engine == ServingEngine.VLLM ? new Parallelism(8, 1, 1, 1, 8, 1) : SPREAD;
  }

  /** Workers that do everything. */
  public static DeploymentPlan mixed(ServingEngine engine, String model, Parallelism layout) {
    return TestPlans.plan(engine, model, TestPlans.pool(engine, model, Role.AGG, 4, layout, 64));
  }

  /** Separate pools. */
  public static DeploymentPlan pools(ServingEngine engine, String model) {
    boolean dense = model.equals(DENSE);
    return TestPlans.plan(
        engine,
        model,
        TestPlans.pool(
            engine,
            model,
            Role.PREFILL,
            dense ? 4 : 1,
            dense ? Parallelism.dense(1, 1) : experts(engine),
            1),
        TestPlans.pool(
            engine,
            model,
            Role.DECODE,
            dense ? 1 : 2,
            dense ? Parallelism.dense(4, 1) : experts(engine),
            128));
  }

  private static DeploymentPlan twoMachines() {
    GpuSystem h100 = TestPlans.system("h100_sxm", 90, 80);
    return TestPlans.plan(
        ServingEngine.VLLM,
        DENSE,
        TestPlans.poolOn(
            h100,
            ServingEngine.VLLM,
            DENSE,
            Role.PREFILL,
            new RolePlan.Pool(2, 2),
            Parallelism.dense(2, 1),
            1),
        TestPlans.poolOn(
            TestPlans.h200(),
            ServingEngine.VLLM,
            DENSE,
            Role.DECODE,
            new RolePlan.Pool(1, 2),
            Parallelism.dense(4, 1),
            96));
  }

  private static DeploymentPlan rack() {
    GpuSystem gb200 = TestPlans.system("gb200", 100, 186);
    return TestPlans.plan(
            ServingEngine.TRTLLM,
            MOE,
            TestPlans.poolOn(
                gb200,
                ServingEngine.TRTLLM,
                MOE,
                Role.PREFILL,
                new RolePlan.Pool(2, 1),
                new Parallelism(1, 1, 4, 1, 4, 1),
                1),
            TestPlans.poolOn(
                gb200,
                ServingEngine.TRTLLM,
                MOE,
                Role.DECODE,
                new RolePlan.Pool(1, 1),
                new Parallelism(1, 1, 16, 1, 16, 1),
                64))
        .with(
            Map.of(
                "platform.model_cache", "models",
                "platform.model_cache_path", "deepseek/v3",
                "platform.image_pull_secret", "registry"));
  }

  private static DeploymentPlan draftsAndPrefix() {
    ServingSettings settings =
        new ServingSettings(MemorySettings.DEFAULT, true, new Speculation(2, 1.3), "fa3", true);
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.SGLANG,
            MOE,
            settings,
            TestPlans.pool(ServingEngine.SGLANG, MOE, Role.AGG, 2, SPREAD, 48));
    return new DeploymentPlan(
        plan.model(),
        plan.release(),
        plan.roles(),
        new RequestShape(4000, 1000, 1500),
        plan.settings(),
        plan.basis(),
        plan.adjustments());
  }

  /** Attention ranks on vLLM, and two images in every request. */
  private static DeploymentPlan vision() {
    String model = "Qwen/Qwen3-VL-30B-A3B-Instruct";
    DeploymentPlan plan =
        TestPlans.plan(
            ServingEngine.VLLM,
            model,
            TestPlans.pool(
                ServingEngine.VLLM, model, Role.AGG, 3, new Parallelism(1, 1, 4, 1, 4, 1), 32));
    return new DeploymentPlan(
        plan.model(),
        plan.release(),
        plan.roles(),
        new RequestShape(6000, 500, 0, new Images(2, 1024, 768)),
        plan.settings(),
        plan.basis(),
        plan.adjustments());
  }

  private static DeploymentPlan unsearched() {
    return NaiveSizing.of(ModelCatalog.find(MOE), TestPlans.h200(), 16)
        .plan(ServingEngine.SGLANG, ServingMode.AGGREGATED, NaiveLoad.USUAL);
  }

  private static DeploymentPlan overridden() {
    return pools(ServingEngine.TRTLLM, DENSE)
        .withModel("/models/my model", "it's \"mine\" $(now)")
        .with("decode.max_batch_size", 256)
        .with("kv_memory_fraction", 0.8)
        .with("prefill.flag.kv_cache_config.host_cache_size", 1000000)
        .with("platform.limits", "exact")
        .with("platform.engine_config", "configmap")
        .with("platform.transport", "efa")
        .with("platform.env.NOTE", "a'b\"c $HOME `id`")
        .with(
            "platform.worker_pod_spec",
            Map.of("priorityClassName", "high", "tolerations", List.of()));
  }
}
