package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Pool;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.serving.PricedWorker;
import io.servelab.serving.ServingSetup;
import io.servelab.serving.TwoPoolsSetup;

/**
 * Separate pools for prefill and decode.
 *
 * @param point the point
 * @param pools the pools
 * @param prefill an engine that computes prompts
 * @param decode an engine that decodes
 * @param tuning how they were set
 */
record TwoPoolPoint(
    MeasuredPoint point,
    TwoPools pools,
    PricedWorker prefill,
    PricedWorker decode,
    EngineTuning tuning)
    implements PreparedPoint {

  @Override
  public ServingSetup setup() {
    return new TwoPoolsSetup(
        pool(pools.prefill(), prefill),
        pool(pools.decode(), decode),
        tuning,
        MemorySettings.DEFAULT,
        Speculation.NONE);
  }

  private static TwoPoolsSetup.Pool pool(Pool pool, PricedWorker engine) {
    return new TwoPoolsSetup.Pool(engine, pool.workers(), pool.batch());
  }

  @Override
  public PricedWorker prompts() {
    return prefill;
  }

  @Override
  public TwoPoolPoint calibrated(Calibration factors) {
    return new TwoPoolPoint(
        point, pools, prefill.calibrated(factors), decode.calibrated(factors), tuning);
  }

  @Override
  public String doubt() {
    return "";
  }
}
