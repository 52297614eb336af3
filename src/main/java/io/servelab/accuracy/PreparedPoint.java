package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.RequestShape;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.ServingStatistics;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.engine.sim.Window;

/**
 * A measured point whose engines are ready to be simulated, with any host times.
 *
 * <p>What the benchmarks measured: every client sends ten requests one after the other, all clients
 * begin at once, and means cover the whole run.
 */
sealed interface PreparedPoint permits OnePoolPoint, TwoPoolPoint {

  /** Requests of each client. */
  int REQUESTS_PER_CLIENT = 10;

  /** Lengths of benchmark requests are drawn from this share of the nominal length upwards. */
  double SHORTEST_SHARE = 0.8;

  /** Seed of the drawn lengths; other seeds move means by about one percent. */
  long SEED = 1;

  /** The point. */
  MeasuredPoint point();

  /** Mean latencies with these host times. */
  Latency simulate(HostModel host);

  /** What speaks against the prediction although it is no error; empty if nothing. */
  String doubt();

  /** How far measurements stray from such predictions. */
  Prediction.Band band();

  /** The host times that ship for the engine and version. */
  default HostModel shippedHost() {
    return EnginePresets.shipped()
        .host(point().deployed().engine(), point().row().text("engine_version"));
  }

  /** The requests of a point. */
  static RequestStream stream(Load load) {
    RequestLengths lengths =
        load.fixedLengths()
            ? FixedLengths.of(load.isl(), load.osl())
            : new UniformLengths(new RequestShape(load.isl(), load.osl(), 0), SHORTEST_SHARE);
    int requests = Math.multiplyExact(REQUESTS_PER_CLIENT, load.concurrency());
    return RequestStream.closedLoop(lengths, load.concurrency(), requests, SEED);
  }

  /** Means over the whole run. */
  static Latency means(SimulationRun run) {
    ServingStatistics.Latency latency = ServingStatistics.of(run, Window.WHOLE_RUN).latency();
    return new Latency(latency.ttft().mean(), latency.tpot().mean());
  }
}
