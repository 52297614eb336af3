package io.servelab.estimate;

import io.servelab.engine.AggregatedRun;
import io.servelab.engine.StaticRun;
import io.servelab.perf.RuleSet;
import io.servelab.step.PassTime;

/**
 * How much of a deployment's time was spent in operations whose power was measured.
 *
 * @param share between 0 and 1, weighted by time
 */
public record PowerCoverage(double share) {

  private static final double ENOUGH = 0.9;

  /**
   * Of mixed and pure decode passes as often as they occur; the reference rules never count any.
   */
  public static PowerCoverage of(AggregatedEstimate estimate) {
    if (estimate.worker().database().rules() == RuleSet.REFERENCE) {
      return new PowerCoverage(0);
    }
    AggregatedRun run = estimate.run();
    double mixed = run.schedule().mixedPasses();
    double decode = run.schedule().decodePasses();
    return of(
        run.mixed().poweredMs() * mixed + run.decode().poweredMs() * decode,
        run.mixed().latencyMs() * mixed + run.decode().latencyMs() * decode);
  }

  /** Of both phases of a batch. */
  public static PowerCoverage of(StaticRun run) {
    return of(
        run.context().poweredMs() + run.generation().poweredMs(),
        run.context().latencyMs() + run.generation().latencyMs());
  }

  /** Of a prefill and a decode worker. */
  public static PowerCoverage of(DisaggregatedEstimate estimate) {
    PassTime encoder = estimate.prefill().run().encoder().pass();
    PassTime context = estimate.prefill().run().context();
    PassTime generation = estimate.decode().run().generation();
    return of(
        encoder.poweredMs() + context.poweredMs() + generation.poweredMs(),
        encoder.latencyMs() + context.latencyMs() + generation.latencyMs());
  }

  private static PowerCoverage of(double poweredMs, double totalMs) {
    return new PowerCoverage(totalMs > 0 ? poweredMs / totalMs : 0);
  }

  /** Whether the mean power may be quoted. */
  public boolean sufficient() {
    return share >= ENOUGH;
  }
}
