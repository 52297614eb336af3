package io.servelab.accuracy;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.serving.OnePoolSetup;
import io.servelab.serving.PricedWorker;

/**
 * One engine that does everything.
 *
 * @param point the point
 * @param engine the engine with its pass times
 */
record OnePoolPoint(MeasuredPoint point, PricedWorker engine) implements PreparedPoint {

  @Override
  public OnePoolSetup setup() {
    return new OnePoolSetup(
        engine,
        point.load().fixedLengths() ? EnginePresets.SWEEP : EnginePresets.BENCHMARK,
        MemorySettings.DEFAULT,
        Speculation.NONE);
  }

  @Override
  public PricedWorker prompts() {
    return engine;
  }

  @Override
  public OnePoolPoint calibrated(Calibration factors) {
    return new OnePoolPoint(point, engine.calibrated(factors));
  }

  @Override
  public String doubt() {
    return setup().room(point.load().nominal()).holds(point.load().nominal())
        ? ""
        : "warning: the memory ledger has no room for a request of this length";
  }
}
