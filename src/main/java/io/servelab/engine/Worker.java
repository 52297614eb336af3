package io.servelab.engine;

import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.perf.PerfDatabase;
import io.servelab.step.MemoryModel;
import io.servelab.step.StepTimer;

/**
 * One engine instance, ready to be timed: its operations bound to measurements, its memory, its
 * engine's rules. Safe to share between threads.
 *
 * @param plan what decided its operations
 * @param database measurements
 * @param stack its operations
 * @param timer times its passes
 * @param memory tells its memory
 * @param rules what is particular to its engine
 */
public record Worker(
    LayerPlan plan,
    PerfDatabase database,
    LayerStack stack,
    StepTimer timer,
    MemoryModel memory,
    EngineRules rules) {

  /**
   * Builds the operations of a plan and binds them.
   *
   * @throws io.servelab.error.InvalidValueException if the layout cannot shard the model
   */
  public static Worker of(LayerPlan plan, PerfDatabase database) {
    return of(plan, ModelLayers.stack(plan), database);
  }

  /** Binds operations that were edited. */
  public static Worker of(LayerPlan plan, LayerStack stack, PerfDatabase database) {
    return new Worker(
        plan,
        database,
        stack,
        StepTimer.of(stack, database),
        MemoryModel.of(plan, stack, ModelLayers.kvCache(plan)),
        EngineRules.of(plan.engine()));
  }
}
