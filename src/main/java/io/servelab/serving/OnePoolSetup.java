package io.servelab.serving;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.EngineSimulation;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PassObserver;
import io.servelab.engine.sim.RankLimits;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.engine.sim.SimulatedEngine;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.model.Parallelism;

/**
 * One engine that does everything.
 *
 * @param engine the engine
 * @param tuning how it is set
 * @param memory memory limits chosen by the user
 * @param speculation speculative decoding
 */
public record OnePoolSetup(
    PricedWorker engine, EngineTuning tuning, MemorySettings memory, Speculation speculation)
    implements ServingSetup {

  @Override
  public SimulationRun run(Traffic traffic, HostModel host, PassObserver observer) {
    return EngineSimulation.run(engine(traffic, host), traffic.stream(), observer);
  }

  private SimulatedEngine engine(Traffic traffic, HostModel host) {
    RequestShape nominal = traffic.nominal();
    Parallelism layout = engine.worker().plan().parallel();
    SchedulerPreset preset = tuning.scheduler(engine.worker().plan().engine());
    int sequences = (traffic.concurrency() + layout.dp() - 1) / layout.dp();
    return new SimulatedEngine(
        tuning.scheduler().on(engine.times()),
        preset.policy(nominal.isl(), sequences, layout.dp()),
        host.times(engine.worker().plan().model(), nominal.isl()),
        preset.settings(layout.dp(), traffic.concurrency()),
        new RankLimits(preset.maxSequences(), room(nominal).limit(nominal, preset.cache())),
        speculation);
  }

  @Override
  public CacheRoom room(RequestShape nominal) {
    return CacheRoom.of(engine.worker(), nominal, memory);
  }

  @Override
  public int gpus() {
    return engine.worker().plan().parallel().gpus();
  }

  @Override
  public int lanes() {
    return engine.worker().plan().parallel().pp();
  }

  @Override
  public int decodeEngines() {
    return 1;
  }

  @Override
  public Footing footing(RequestShape request, int concurrency) {
    return Footing.of(engine, request, concurrency / engine.worker().plan().parallel().dp());
  }

  @Override
  public Band band(double queueingShare) {
    return Band.onePool(engine.worker().plan().engine());
  }
}
