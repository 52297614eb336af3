package io.servelab.accuracy;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.serving.OnePoolSetup;
import io.servelab.serving.PricedWorker;

/**
 * One engine that does everything.
 *
 * @param point the point
 * @param engine the engine with its pass times
 * @param tuning how it was set; sweeps by hand have a preset of their own
 */
record OnePoolPoint(MeasuredPoint point, PricedWorker engine, EngineTuning tuning)
    implements PreparedPoint {

  @Override
  public OnePoolSetup setup() {
    boolean sweep = point.load().fixedLengths() && tuning.recipe().equals(EnginePresets.BENCHMARK);
    return new OnePoolSetup(
        engine,
        sweep ? tuning.withRecipe(EnginePresets.SWEEP) : tuning,
        MemorySettings.DEFAULT,
        Speculation.NONE);
  }

  @Override
  public PricedWorker prompts() {
    return engine;
  }

  @Override
  public OnePoolPoint calibrated(Calibration factors) {
    return new OnePoolPoint(point, engine.calibrated(factors), tuning);
  }

  @Override
  public String doubt() {
    return setup().room(point.load().nominal()).holds(point.load().nominal())
        ? ""
        : "warning: the memory ledger has no room for a request of this length";
  }
}
