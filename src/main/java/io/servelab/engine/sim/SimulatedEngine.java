package io.servelab.engine.sim;

import io.servelab.engine.Speculation;
import io.servelab.step.PassTimes;

/**
 * One engine as a simulation sees it. Immutable and safe to share between threads.
 *
 * @param times times of its passes
 * @param policy its scheduler
 * @param host time of its host
 * @param settings how it runs
 * @param limits what each rank can hold
 * @param speculation speculative decoding
 */
public record SimulatedEngine(
    PassTimes times,
    SchedulerPolicy policy,
    HostTimes host,
    RunSettings settings,
    RankLimits limits,
    Speculation speculation) {

  /** The same with another host. */
  public SimulatedEngine withHost(HostTimes other) {
    return new SimulatedEngine(times, policy, other, settings, limits, speculation);
  }

  /** The same with other limits of each rank. */
  public SimulatedEngine withLimits(RankLimits other) {
    return new SimulatedEngine(times, policy, host, settings, other, speculation);
  }
}
