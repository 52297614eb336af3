package io.servelab.search;

import io.servelab.estimate.WorkerRole;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Family;
import io.servelab.model.ModelConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The layouts that a search considers unless told otherwise.
 *
 * <p>Source: default candidate lists of aiconfigurator 0.12.0.
 */
public final class DefaultSpaces {

  private static final List<Integer> ONE = List.of(1);
  private static final List<Integer> TWO_STAGES = List.of(1, 2);
  private static final List<Integer> NODE = List.of(1, 2, 4, 8);
  private static final List<Integer> TWO_NODES = List.of(1, 2, 4, 8, 16);
  private static final List<String> RACK_SYSTEMS = List.of("gb200", "gb300");

  /** Families whose largest models are split into stages where GPUs are many. */
  private static final Set<Family> STAGED_FAMILIES =
      EnumSet.of(Family.DEEPSEEKV32, Family.DEEPSEEKV4);

  private static final int BLACKWELL_SM = 100;
  private static final int STAGED_FROM_GPUS = 16;

  private DefaultSpaces() {}

  /** Basic layouts of one role, experts within a node or two. */
  public static ParallelSpace of(
      ModelConfig model, ServingEngine engine, String system, WorkerRole role) {
    List<Integer> cp = contextParallel(model, engine, role);
    if (model.isMoe()) {
      return new ParallelSpace(TWO_NODES, TWO_NODES, ONE, TWO_NODES, TWO_NODES, TWO_NODES, cp);
    }
    List<Integer> sizes = RACK_SYSTEMS.contains(system) ? TWO_NODES : NODE;
    return new ParallelSpace(sizes, sizes, ONE, ONE, ONE, ONE, cp);
  }

  /**
   * The same with two pipeline stages, for the largest models on many Blackwell GPUs.
   *
   * @param totalGpus GPUs of the cluster
   */
  static ParallelSpace staged(
      ParallelSpace basic, ModelConfig model, GpuSystem system, int totalGpus) {
    boolean staged =
        STAGED_FAMILIES.contains(model.family())
            && system.gpu().smAtLeast(BLACKWELL_SM)
            && totalGpus >= STAGED_FROM_GPUS;
    return staged ? basic.withStages(TWO_STAGES) : basic;
  }

  private static List<Integer> contextParallel(
      ModelConfig model, ServingEngine engine, WorkerRole role) {
    boolean splits =
        engine == ServingEngine.SGLANG
            && role != WorkerRole.DECODE
            && model.family().supportsContextParallelism();
    return splits ? NODE : ONE;
  }
}
