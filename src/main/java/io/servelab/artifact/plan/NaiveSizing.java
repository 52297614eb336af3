package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Family;
import io.servelab.model.InferredQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.ParallelRules;
import io.servelab.model.Parallelism;
import io.servelab.model.ParameterCount;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.model.QuantModes;
import io.servelab.search.ServingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A deployment without a search, for models or machines without measurements: the smallest power of
 * two of GPUs whose memory exceeds one and a half times the weights.
 *
 * <p>Nothing about it is predicted, and every plan made from it says so.
 *
 * @param model the model
 * @param system the machines
 * @param totalGpus GPUs of the cluster
 * @param weightBytes weights in the formats of the checkpoint, bytes
 * @param workerGpus GPUs of a worker
 * @param fitsInMemory whether the weights leave room; false where a node is too small
 */
public record NaiveSizing(
    ModelConfig model,
    GpuSystem system,
    int totalGpus,
    double weightBytes,
    int workerGpus,
    boolean fitsInMemory) {

  /** Memory that a worker needs, as a multiple of its weights: the rest holds the KV cache. */
  private static final double ROOM = 1.5;

  /** Share of memory that engines use for weights and KV cache together. */
  private static final double ENGINE_SHARE = 0.9;

  /** Families whose latent attention gains nothing from tensor parallelism. */
  private static final Set<Family> LATENT =
      EnumSet.of(
          Family.DEEPSEEK, Family.KIMIK25, Family.DEEPSEEKV32, Family.DEEPSEEKV4, Family.KIMIK3);

  /**
   * Sizes a worker.
   *
   * @throws InvalidValueException if the cluster does not hold one worker
   */
  public static NaiveSizing of(ModelConfig model, GpuSystem system, int totalGpus) {
    double weightBytes = weightBytes(model, system);
    int workerGpus = gpus(weightBytes, system);
    if (totalGpus < workerGpus) {
      throw InvalidValueException.of(
          "gpus", totalGpus, "one worker of " + model.id() + " needs " + workerGpus + ".");
    }
    return new NaiveSizing(
        model, system, totalGpus, weightBytes, workerGpus, fits(workerGpus, weightBytes, system));
  }

  /**
   * GPUs that weights need.
   *
   * @param weightBytes weights, bytes
   * @return a power of two, at most the GPUs of a node
   */
  static int gpus(double weightBytes, GpuSystem system) {
    int gpus = 1;
    while (!fits(gpus, weightBytes, system) && gpus * 2 <= system.links().gpusPerNode()) {
      gpus *= 2;
    }
    return gpus;
  }

  private static boolean fits(int gpus, double weightBytes, GpuSystem system) {
    return gpus * (double) system.gpu().memoryCapacityBytes() > ROOM * weightBytes;
  }

  /**
   * Size of a model's weights in the formats of its checkpoint, bytes.
   *
   * @param system machines whose number formats decide where the checkpoint leaves a choice
   */
  public static double weightBytes(ModelConfig model, GpuSystem system) {
    QuantModes stored =
        QuantInference.infer(
                model, QuantContext.deployment(system, ServingEngine.VLLM), QuantChoices.NONE)
            .modes();
    ParameterCount count = ParameterCount.of(model);
    double plain = QuantModes.BFLOAT16.gemm().bytesPerElement();
    return count.experts() * stored.moe().bytesPerElement()
        + (count.attention() + count.feedForward()) * stored.gemm().bytesPerElement()
        + (count.embedding() + count.encoder()) * plain;
  }

  /** How a worker shards the model. */
  public Parallelism layout() {
    boolean experts = model.isMoe();
    boolean spreadAttention = experts && LATENT.contains(model.family());
    int tp = spreadAttention ? 1 : workerGpus;
    Parallelism layout = new Parallelism(tp, 1, workerGpus / tp, 1, experts ? workerGpus : 1, 1);
    ParallelRules.checkDivision(model, layout);
    return layout;
  }

  /** What a reader must know before deploying. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warnings.add(
        "Not searched and not predicted: sized by the memory of its weights alone. Measure before"
            + " you rely on it.");
    if (!fitsInMemory) {
      double share = weightBytes / (workerGpus * (double) system.gpu().memoryCapacityBytes());
      warnings.add(
          "The weights take %.0f %% of the memory of the %d GPUs of a node, the largest worker here: %s."
              .formatted(
                  100 * share,
                  workerGpus,
                  share < ENGINE_SHARE
                      ? "little is left for a KV cache"
                      : "expect it not to start"));
    }
    return warnings;
  }

  /**
   * A plan of this size.
   *
   * @throws InvalidValueException if separate pools do not fit the cluster
   */
  public DeploymentPlan plan(ServingEngine engine, ServingMode mode, NaiveLoad load) {
    int workers = totalGpus / workerGpus;
    Release release = Release.usual(engine);
    NaiveRoles roles = new NaiveRoles(this, release, load);
    List<RolePlan> pools;
    if (mode == ServingMode.AGGREGATED) {
      pools = List.of(roles.role(Role.AGG, workers));
    } else {
      if (workers < 2) {
        throw InvalidValueException.of(
            "gpus", totalGpus, "separate pools need two workers of " + workerGpus + " GPUs each.");
      }
      pools = List.of(roles.role(Role.PREFILL, 1), roles.role(Role.DECODE, workers - 1));
    }
    return new DeploymentPlan(
        PlannedModel.of(model),
        release,
        pools,
        load.request(),
        ServingSettings.STANDARD,
        Basis.unsearched(warnings()),
        DeploymentPlan.Adjustments.NONE);
  }

  /** Number formats that the checkpoint gets on an engine. */
  InferredQuant quant(ServingEngine engine) {
    return QuantInference.infer(model, QuantContext.deployment(system, engine), QuantChoices.NONE);
  }
}
