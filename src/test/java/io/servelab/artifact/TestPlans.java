package io.servelab.artifact;

import io.servelab.artifact.plan.Basis;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.PlannedModel;
import io.servelab.artifact.plan.Prediction;
import io.servelab.artifact.plan.Release;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ServingSettings;
import io.servelab.engine.RequestShape;
import io.servelab.estimate.AggregatedRow;
import io.servelab.hardware.Gpu;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.Interconnect;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.WideExperts;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Plans whose numbers are made up, so that no measured table is needed. */
public final class TestPlans {

  /** Usual load of the tests. */
  public static final RequestShape LOAD = new RequestShape(4000, 1000, 0);

  private static final Map<ServingEngine, Double> FRACTIONS =
      Map.of(ServingEngine.TRTLLM, 0.9, ServingEngine.SGLANG, 0.88, ServingEngine.VLLM, 0.92);

  private static final Map<ServingEngine, String> MEASURED =
      Map.of(
          ServingEngine.TRTLLM, "1.3.0rc20",
          ServingEngine.SGLANG, "0.5.14",
          ServingEngine.VLLM, "0.24.0");

  private TestPlans() {}

  /** A machine with eight GPUs in a node, four if it is a rack. */
  public static GpuSystem system(String name, int smVersion, double gib) {
    boolean rack = name.startsWith("gb");
    Gpu gpu =
        new Gpu(
            4.8e12, 0.8, 3e-6, (long) (gib * (1L << 30)), Map.of(), 700, OptionalInt.of(smVersion));
    Interconnect links =
        new Interconnect(
            rack ? 4 : 8,
            rack ? OptionalInt.of(72) : OptionalInt.empty(),
            4.5e11,
            5e10,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0);
    return new GpuSystem(name, gpu, links, Map.of(), 0, "", "");
  }

  /** An H200 node. */
  public static GpuSystem h200() {
    return system("h200_sxm", 90, 141);
  }

  /** A pool on H200. */
  public static RolePlan pool(
      ServingEngine engine, String model, Role role, int workers, Parallelism layout, long batch) {
    return poolOn(h200(), engine, model, role, new RolePlan.Pool(workers, 1), layout, batch);
  }

  /** A pool on some machine. */
  public static RolePlan poolOn(
      GpuSystem system,
      ServingEngine engine,
      String model,
      Role role,
      RolePlan.Pool pool,
      Parallelism layout,
      long batch) {
    return new RolePlan(
        role,
        pool,
        layout,
        system,
        new RolePlan.Point(
            batch,
            role == Role.DECODE ? 0 : role == Role.PREFILL ? batch * LOAD.isl() : LOAD.isl()),
        QuantInference.infer(
                ModelCatalog.find(model), QuantContext.search(system, engine), QuantChoices.NONE)
            .modes(),
        new RolePlan.Memory(FRACTIONS.get(engine), 100, WideExperts.NONE, List.of()));
  }

  /** A plan of some pools under the usual load and settings. */
  public static DeploymentPlan plan(ServingEngine engine, String model, RolePlan... pools) {
    return plan(engine, model, ServingSettings.STANDARD, pools);
  }

  /** A plan of some pools under the usual load. */
  public static DeploymentPlan plan(
      ServingEngine engine, String model, ServingSettings settings, RolePlan... pools) {
    ModelConfig config = ModelCatalog.find(model);
    return new DeploymentPlan(
        PlannedModel.of(config),
        Release.usual(engine),
        List.of(pools),
        LOAD,
        settings,
        Basis.of(prediction(engine, List.of(pools))),
        DeploymentPlan.Adjustments.NONE);
  }

  private static Prediction prediction(ServingEngine engine, List<RolePlan> pools) {
    RolePlan generating = pools.get(pools.size() - 1);
    int replicas = generating.pool().replicas();
    int gpus = pools.stream().mapToInt(RolePlan::gpus).sum() / replicas;
    Map<Role, Prediction.Measured> measured = new EnumMap<>(Role.class);
    pools.forEach(
        pool ->
            measured.put(
                pool.role(), new Prediction.Measured(pool.system().name(), MEASURED.get(engine))));
    return new Prediction(
        new AggregatedRow.Latency(812.5, 24.25, 25_038.25),
        new AggregatedRow.Rates(2.5, 2.5 / gpus, 2500, 2500.0 / gpus, 1000 / 24.25),
        generating.workerConcurrency() * generating.pool().perReplica(),
        replicas,
        2500.0 / gpus,
        "reference",
        measured);
  }
}
