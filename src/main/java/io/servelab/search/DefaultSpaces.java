package io.servelab.search;

import io.servelab.estimate.WorkerRole;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import java.util.List;

/**
 * The layouts that a search considers unless told otherwise.
 *
 * <p>Source: default candidate lists of aiconfigurator 0.12.0.
 */
public final class DefaultSpaces {

  private static final List<Integer> ONE = List.of(1);
  private static final List<Integer> NODE = List.of(1, 2, 4, 8);
  private static final List<Integer> TWO_NODES = List.of(1, 2, 4, 8, 16);
  private static final List<String> RACK_SYSTEMS = List.of("gb200", "gb300");

  private DefaultSpaces() {}

  /** Layouts of one role. */
  public static ParallelSpace of(
      ModelConfig model, ServingEngine engine, String system, WorkerRole role) {
    List<Integer> cp = contextParallel(model, engine, role);
    if (model.isMoe()) {
      return new ParallelSpace(
          TWO_NODES, TWO_NODES, ONE, TWO_NODES, TWO_NODES, TWO_NODES, cp);
    }
    List<Integer> sizes = RACK_SYSTEMS.contains(system) ? TWO_NODES : NODE;
    return new ParallelSpace(sizes, sizes, ONE, ONE, ONE, ONE, cp);
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
