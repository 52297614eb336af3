package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.HostTimes;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.layers.LayerPlan;
import io.servelab.model.QuantModes;
import io.servelab.serving.Footing;
import io.servelab.serving.PricedWorker;
import io.servelab.serving.ServingSetup;
import io.servelab.serving.Traffic;

/**
 * A measured point whose engines are ready to be simulated, with any host times.
 *
 * <p>What the benchmarks measured: every client sends ten requests one after the other, all clients
 * begin at once, and means cover the whole run.
 */
sealed interface PreparedPoint permits OnePoolPoint, TwoPoolPoint {

  /** Seed of the drawn lengths; other seeds move means by about one percent. */
  long SEED = 1;

  /** The point. */
  MeasuredPoint point();

  /** The engines. */
  ServingSetup setup();

  /** The engine that computes prompts. */
  PricedWorker prompts();

  /** Runs the benchmark with these host times. */
  private SimulationRun run(HostModel host) {
    return setup().run(traffic(point(), setup().lanes()), host);
  }

  /** Mean latencies with these host times, over the whole run. */
  default Latency simulate(HostModel host) {
    return means(run(host));
  }

  /** What is expected with these host times. */
  default Prediction predict(HostModel host) {
    SimulationRun run = run(host);
    Latency latency = means(run);
    Worker worker = prompts().worker();
    HostTimes times = host.times(worker.plan().model(), point().load().isl());
    Breakdown breakdown = Breakdown.of(run, times, latency.ttftMs(), latency.tpotMs());
    return new Prediction(
        latency,
        setup().band(breakdown.queueingShare()).on(footing()),
        breakdown,
        reading(worker.plan()),
        doubt());
  }

  private Footing footing() {
    Load load = point().load();
    return setup().footing(load.nominal(), Math.max(1, load.concurrency() / setup().lanes()));
  }

  private static String reading(LayerPlan plan) {
    QuantModes modes = plan.quant().modes();
    String experts = plan.model().isMoe() ? ", experts " + modes.moe().id() : "";
    return plan.model().id()
        + ", gemm "
        + modes.gemm().id()
        + experts
        + ", cache "
        + modes.kv().id();
  }

  private static Latency means(SimulationRun run) {
    double ttftMs = 0;
    double tpotMs = 0;
    int several = 0;
    for (int request = 0; request < run.size(); request++) {
      ttftMs += run.ttftMs(request);
      tpotMs += run.tpotMs(request);
      several += run.stream().output(request) > 1 ? 1 : 0;
    }
    return new Latency(ttftMs / run.size(), several == 0 ? 0 : tpotMs / several);
  }

  /** What speaks against the prediction although it is no error; empty if nothing. */
  String doubt();

  /** The same on a cluster whose passes differ; hosts are left to who simulates. */
  PreparedPoint calibrated(Calibration factors);

  /** Host times of the engine and version. */
  default HostModel shippedHost() {
    return setup().tuning().host(point().deployed().engine(), point().row().text("engine_version"));
  }

  /** The part of the clients that one lane serves. */
  private static Traffic traffic(MeasuredPoint point, int lanes) {
    Load load = point.load();
    int clients = Math.max(1, load.concurrency() / lanes);
    RequestShape nominal = load.nominal();
    RequestLengths lengths =
        load.fixedLengths()
            ? new FixedLengths(nominal)
            : new UniformLengths(nominal, Traffic.SHORTEST_SHARE);
    int usual = Math.multiplyExact(Traffic.REQUESTS_PER_CLIENT, clients);
    int stated = point.row().count("requests").orElse(lanes * usual) / lanes;
    int requests = Math.max(clients, stated);
    return new Traffic(
        nominal, clients, RequestStream.closedLoop(lengths, clients, requests, SEED));
  }
}
