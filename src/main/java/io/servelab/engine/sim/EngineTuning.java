package io.servelab.engine.sim;

import io.servelab.hardware.ServingEngine;
import java.util.OptionalDouble;

/**
 * How engines are set and what their hosts cost: a preset, and what a person knows better.
 *
 * @param recipe what the preset is for; one of {@link EnginePresets}
 * @param scheduler values in place of the scheduler's
 * @param host values in place of the host's
 * @param handOver values in place of those between two pools
 */
public record EngineTuning(
    String recipe, SchedulerChoices scheduler, HostChoices host, HandOverChoices handOver) {

  /** Engines as they were set in public benchmarks. */
  public static final EngineTuning BENCHMARK = preset(EnginePresets.BENCHMARK);

  /**
   * What a person knows of the way between two pools, milliseconds.
   *
   * @param holdMs while a prefill engine offers what it has computed
   * @param fixedMs beside the transfer itself
   */
  public record HandOverChoices(OptionalDouble holdMs, OptionalDouble fixedMs) {

    /** What ships decides both. */
    public static final HandOverChoices NONE =
        new HandOverChoices(OptionalDouble.empty(), OptionalDouble.empty());

    private PoolSetup.HandOver on(PoolSetup.HandOver shipped) {
      return new PoolSetup.HandOver(
          holdMs.orElse(shipped.holdMs()), fixedMs.orElse(shipped.fixedMs()), shipped.msPerToken());
    }
  }

  /** A preset as it is. */
  public static EngineTuning preset(String recipe) {
    return new EngineTuning(recipe, SchedulerChoices.NONE, HostChoices.NONE, HandOverChoices.NONE);
  }

  /** The same values in place of those of another preset. */
  public EngineTuning withRecipe(String other) {
    return new EngineTuning(other, scheduler, host, handOver);
  }

  /**
   * Settings of an engine.
   *
   * @throws io.servelab.error.UnknownNameException if no preset has the recipe
   */
  public SchedulerPreset scheduler(ServingEngine engine) {
    return scheduler.on(EnginePresets.shipped().scheduler(engine, recipe));
  }

  /** Settings of an engine that only computes prompts. */
  public SchedulerPreset promptScheduler(ServingEngine engine) {
    return scheduler.on(EnginePresets.shipped().scheduler(engine, EnginePresets.POOL));
  }

  /**
   * Host times of an engine version.
   *
   * @param version version number; blank or a word where it is not known
   */
  public HostModel host(ServingEngine engine, String version) {
    return host.on(EnginePresets.shipped().host(engine, version));
  }

  /**
   * What lies between two pools.
   *
   * @param engine engine of both
   * @param msPerToken transfer of the cache, milliseconds for each prompt token
   */
  public PoolSetup.HandOver handOver(ServingEngine engine, double msPerToken) {
    return handOver.on(EnginePresets.shipped().handOver(engine, msPerToken));
  }
}
