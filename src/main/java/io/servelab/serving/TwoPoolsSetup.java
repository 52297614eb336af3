package io.servelab.serving;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PassObserver;
import io.servelab.engine.sim.PoolEngine;
import io.servelab.engine.sim.PoolSetup;
import io.servelab.engine.sim.PoolSimulation;
import io.servelab.engine.sim.RankLimits;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.engine.sim.SimulationRun;

/**
 * Separate engines for prefill and decode.
 *
 * @param prefill engines that compute prompts
 * @param decode engines that decode
 * @param tuning how they are set
 * @param memory memory limits chosen by the user
 * @param speculation speculative decoding
 */
public record TwoPoolsSetup(
    Pool prefill, Pool decode, EngineTuning tuning, MemorySettings memory, Speculation speculation)
    implements ServingSetup {

  /**
   * Equal engines of one phase.
   *
   * @param engine one of them
   * @param workers their number
   * @param batch sequences of one rank at most
   */
  public record Pool(PricedWorker engine, int workers, int batch) {

    /** Every stage of a pipeline always has a batch of its own, as if it were a worker. */
    private int engines() {
      return workers * engine.worker().plan().parallel().pp();
    }

    private int gpus() {
      return workers * engine.worker().plan().parallel().gpus();
    }

    private int ranks() {
      return engine.worker().plan().parallel().dp();
    }
  }

  @Override
  public SimulationRun run(Traffic traffic, HostModel host, PassObserver observer) {
    RequestShape nominal = traffic.nominal();
    SchedulerPreset preset = tuning.promptScheduler(prefill.engine.worker().plan().engine());
    int sequences = tuning.scheduler().maxSequences().orElse(decode.batch);
    RankLimits limits =
        new RankLimits(
            Math.min(decode.batch, sequences), room(nominal).limit(nominal, preset.cache()));
    PoolSetup setup =
        new PoolSetup(
            engine(prefill, nominal, host, RankLimits.NONE),
            preset.policy(nominal.isl(), prefill.batch, prefill.ranks()),
            engine(decode, nominal, host, limits),
            tuning.handOver(
                prefill.engine.worker().plan().engine(), transferMsPerToken(nominal.isl())));
    return PoolSimulation.run(setup, traffic.stream());
  }

  private PoolEngine engine(Pool pool, RequestShape nominal, HostModel host, RankLimits limits) {
    return new PoolEngine(
        tuning.scheduler().on(pool.engine.times()),
        host.times(pool.engine.worker().plan().model(), nominal.isl()),
        pool.engines(),
        pool.ranks(),
        limits,
        speculation);
  }

  @Override
  public CacheRoom room(RequestShape nominal) {
    return CacheRoom.of(decode.engine.worker(), nominal, memory);
  }

  /** Every rank sends its part of the cache over its own link. */
  private double transferMsPerToken(long tokens) {
    Worker worker = prefill.engine.worker();
    double bytes = worker.memory().kvCache().bytesPerSequence(tokens) / tokens;
    return bytes / worker.plan().system().links().interNodeBytesPerS() * 1000;
  }

  @Override
  public PricedWorker engine() {
    return decode.engine;
  }

  @Override
  public int gpus() {
    return prefill.gpus() + decode.gpus();
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int decodeEngines() {
    return decode.engines();
  }

  @Override
  public Footing footing(RequestShape request, int concurrency) {
    int ranks = decode.engines() * decode.ranks();
    return new Footing(
        Footing.prefill(prefill.engine, request),
        Footing.decode(decode.engine, request, Math.min(decode.batch, concurrency / ranks)));
  }

  @Override
  public Band band(double queueingShare) {
    return Band.twoPools(decode.engine.worker().plan().engine(), queueingShare);
  }
}
