package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.RequestShape;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.UniformLengths;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.ServingStatistics;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.engine.sim.Window;
import io.servelab.serving.ServingSetup;
import io.servelab.serving.Traffic;

/**
 * A measured point whose engines are ready to be simulated, with any host times.
 *
 * <p>What the benchmarks measured: every client sends ten requests one after the other, all clients
 * begin at once, and means cover the whole run.
 */
sealed interface PreparedPoint permits OnePoolPoint, TwoPoolPoint {

  /** Lengths of benchmark requests are drawn from this share of the nominal length upwards. */
  double SHORTEST_SHARE = 0.8;

  /** Seed of the drawn lengths; other seeds move means by about one percent. */
  long SEED = 1;

  /** The point. */
  MeasuredPoint point();

  /** The engines. */
  ServingSetup setup();

  /** Mean latencies with these host times, over the whole run. */
  default Latency simulate(HostModel host) {
    SimulationRun run = setup().run(traffic(point().load()), host);
    ServingStatistics.Latency latency = ServingStatistics.of(run, Window.WHOLE_RUN).latency();
    return new Latency(latency.ttft().mean(), latency.tpot().mean());
  }

  /** What speaks against the prediction although it is no error; empty if nothing. */
  String doubt();

  /** The host times that ship for the engine and version. */
  default HostModel shippedHost() {
    return EnginePresets.shipped()
        .host(point().deployed().engine(), point().row().text("engine_version"));
  }

  private static Traffic traffic(Load load) {
    RequestShape nominal = load.nominal();
    RequestLengths lengths =
        load.fixedLengths()
            ? new FixedLengths(nominal)
            : new UniformLengths(nominal, SHORTEST_SHARE);
    return Traffic.benchmark(nominal, lengths, load.concurrency(), SEED);
  }
}
