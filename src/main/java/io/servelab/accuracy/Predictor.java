package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.accuracy.MeasuredPoint.OnePool;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineSimulation;
import io.servelab.engine.sim.HostTimes;
import io.servelab.engine.sim.RankLimits;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.engine.sim.ServingStatistics;
import io.servelab.engine.sim.SimulatedEngine;
import io.servelab.engine.sim.Window;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.step.PassTimeGrid;
import java.util.LinkedHashMap;
import java.util.Map;

/** Predicts measured points: the engine's scheduler on modelled pass times. Not thread-safe. */
final class Predictor {

  private static final int REQUESTS_PER_CLIENT = 10;
  private static final double SHORTEST_SHARE = 0.8;
  private static final long SEED = 1;
  private static final int KEPT_ENGINES = 64;

  private final Databases databases;
  private final Models models;
  private final RuleSet rules;
  private final Map<String, TimedWorker> workers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TimedWorker> eldest) {
          return size() > KEPT_ENGINES;
        }
      };

  Predictor(Databases databases, Models models, RuleSet rules) {
    this.databases = databases;
    this.models = models;
    this.rules = rules;
  }

  /**
   * Predicts a point.
   *
   * @throws io.servelab.error.ServeLabException if its model, system or tables cannot answer
   */
  Prediction predict(MeasuredPoint point) {
    Deployed deployed = point.deployed();
    if (deployed.pools() instanceof TwoPools pools) {
      TimedWorker prefill = worker(deployed, pools.prefill().layout());
      TimedWorker decode = worker(deployed, pools.decode().layout());
      return new PoolLoop(prefill, decode, pools, host(prefill.worker(), point))
          .run(stream(point.load()));
    }
    return onePool(point, ((OnePool) deployed.pools()).layout());
  }

  private Prediction onePool(MeasuredPoint point, RequestedLayout layout) {
    Load load = point.load();
    TimedWorker timed = worker(point.deployed(), layout);
    SchedulerPreset preset =
        EnginePresets.shipped().scheduler(point.deployed().engine(), recipe(load));
    CacheRoom room = CacheRoom.of(timed.worker(), load);
    int sequences = (load.concurrency() + layout.dp() - 1) / layout.dp();
    SimulatedEngine engine =
        new SimulatedEngine(
            timed.times(),
            preset.policy(load.isl(), sequences),
            host(timed.worker(), point),
            preset.settings(layout.dp(), load.concurrency()),
            new RankLimits(preset.maxSequences(), room.limit(load, preset.cache())),
            Speculation.NONE);
    ServingStatistics.Latency latency =
        ServingStatistics.of(EngineSimulation.run(engine, stream(load)), Window.WHOLE_RUN)
            .latency();
    return new Prediction(
        new Latency(latency.ttft().mean(), latency.tpot().mean()),
        Prediction.Band.ONE_POOL,
        room.holds(load)
            ? ""
            : "warning: the memory ledger has no room for a request of this length");
  }

  private static String recipe(Load load) {
    return load.fixedLengths() ? EnginePresets.SWEEP : EnginePresets.BENCHMARK;
  }

  private static HostTimes host(Worker worker, MeasuredPoint point) {
    return EnginePresets.shipped()
        .host(point.deployed().engine(), point.row().text("engine_version"))
        .times(worker.plan().layers(), point.load().isl());
  }

  private TimedWorker worker(Deployed deployed, RequestedLayout layout) {
    PerfDatabase database =
        databases
            .get(
                deployed.system(),
                deployed.engine(),
                "",
                DataMode.HYBRID,
                TransferPolicy.AGGRESSIVE)
            .withRules(rules);
    DeploymentReading reading = DeploymentReading.of(deployed, models, database.system().gpu());
    String key = String.join(" ", database.toString(), reading.toString(), layout.toString());
    TimedWorker known = workers.get(key);
    if (known == null) {
      Worker worker =
          WorkerFactory.build(
              new WorkerSpec(
                  reading.model(),
                  database,
                  layout,
                  new ServingChoices(reading.quant(), Speculation.NONE, ""),
                  // The grid of pass times covers both phases, whichever the engine runs.
                  WorkerRole.MIXED,
                  QuantContext.Purpose.DEPLOYMENT));
      known = new TimedWorker(worker, PassTimeGrid.of(worker.stack(), database, layout.dp()));
      workers.put(key, known);
    }
    return known;
  }

  private static RequestStream stream(Load load) {
    RequestLengths lengths =
        load.fixedLengths()
            ? FixedLengths.of(load.isl(), load.osl())
            : new UniformLengths(new RequestShape(load.isl(), load.osl(), 0), SHORTEST_SHARE);
    int requests = Math.multiplyExact(REQUESTS_PER_CLIENT, load.concurrency());
    return RequestStream.closedLoop(lengths, load.concurrency(), requests, SEED);
  }
}
