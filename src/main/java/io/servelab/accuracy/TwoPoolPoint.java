package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.accuracy.MeasuredPoint.Pool;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PoolEngine;
import io.servelab.engine.sim.PoolSetup;
import io.servelab.engine.sim.PoolSimulation;
import io.servelab.engine.sim.RankLimits;
import io.servelab.engine.sim.SchedulerPreset;

/**
 * Separate pools for prefill and decode.
 *
 * @param point the point
 * @param pools the pools
 * @param prefill an engine that computes prompts
 * @param decode an engine that decodes
 */
record TwoPoolPoint(MeasuredPoint point, TwoPools pools, TimedWorker prefill, TimedWorker decode)
    implements PreparedPoint {

  @Override
  public Latency simulate(HostModel host) {
    Load load = point.load();
    EnginePresets presets = EnginePresets.shipped();
    SchedulerPreset preset = presets.scheduler(point.deployed().engine(), EnginePresets.POOL);
    CacheRoom room = CacheRoom.of(decode.worker(), load);
    RankLimits decodeLimits =
        new RankLimits(pools.decode().batch(), room.limit(load, preset.cache()));
    PoolSetup setup =
        new PoolSetup(
            engine(pools.prefill(), prefill, host, RankLimits.NONE),
            preset.policy(load.isl(), pools.prefill().batch(), pools.prefill().layout().dp()),
            engine(pools.decode(), decode, host, decodeLimits),
            new PoolSetup.HandOver(presets.handOverMs(), transferMsPerToken()));
    return PreparedPoint.means(PoolSimulation.run(setup, PreparedPoint.stream(load)));
  }

  private PoolEngine engine(Pool pool, TimedWorker timed, HostModel host, RankLimits limits) {
    return new PoolEngine(
        timed.times(),
        host.times(timed.worker().plan().layers(), point.load().isl()),
        pool.workers(),
        pool.layout().dp(),
        limits,
        Speculation.NONE);
  }

  /** Every rank sends its part of the cache over its own link. */
  private double transferMsPerToken() {
    Worker worker = prefill.worker();
    long tokens = point.load().isl();
    double bytes = worker.memory().kvCache().bytesPerSequence(tokens) / tokens;
    return bytes / worker.plan().system().links().interNodeBytesPerS() * 1000;
  }

  @Override
  public String doubt() {
    return "";
  }

  @Override
  public Prediction.Band band() {
    return Prediction.Band.TWO_POOLS;
  }
}
