package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineSimulation;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.RankLimits;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.engine.sim.SimulatedEngine;
import io.servelab.model.Parallelism;

/**
 * One engine that does everything.
 *
 * @param point the point
 * @param timed the engine with its pass times
 */
record OnePoolPoint(MeasuredPoint point, TimedWorker timed) implements PreparedPoint {

  @Override
  public Latency simulate(HostModel host) {
    Load load = point.load();
    Parallelism layout = timed.worker().plan().parallel();
    SchedulerPreset preset =
        EnginePresets.shipped()
            .scheduler(
                point.deployed().engine(),
                load.fixedLengths() ? EnginePresets.SWEEP : EnginePresets.BENCHMARK);
    int sequences = (load.concurrency() + layout.dp() - 1) / layout.dp();
    SimulatedEngine engine =
        new SimulatedEngine(
            timed.times(),
            preset.policy(load.isl(), sequences, layout.dp()),
            host.times(timed.worker().plan().layers(), load.isl()),
            preset.settings(layout.dp(), load.concurrency()),
            new RankLimits(preset.maxSequences(), room().limit(load, preset.cache())),
            Speculation.NONE);
    return PreparedPoint.means(EngineSimulation.run(engine, PreparedPoint.stream(load)));
  }

  private CacheRoom room() {
    return CacheRoom.of(timed.worker(), point.load());
  }

  @Override
  public String doubt() {
    return room().holds(point.load())
        ? ""
        : "warning: the memory ledger has no room for a request of this length";
  }

  @Override
  public Prediction.Band band() {
    return Prediction.Band.ONE_POOL;
  }
}
