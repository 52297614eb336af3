package io.servelab.serving;

import io.servelab.engine.RequestShape;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.model.Parallelism;
import java.util.stream.IntStream;

/**
 * The most that engines deliver: requests that end in a second while others always wait.
 *
 * @param requestsPerS requests per second of all lanes
 */
public record Saturation(double requestsPerS) {

  private static final int MOST_CLIENTS = 2048;
  private static final double MS_PER_S = 1000;

  /** Simulates more clients than the engines can serve at once. */
  static Saturation of(ServingSetup setup, Demand demand) {
    Sending clients = Sending.Clients.benchmark(clients(setup, demand.nominal()));
    SimulationRun run = setup.run(demand.traffic(clients, 1, 1), setup.shippedHost());
    return new Saturation(setup.lanes() * middleRate(run));
  }

  /** A tenth more than fit into the caches at once. */
  private static int clients(ServingSetup setup, RequestShape nominal) {
    Parallelism layout = setup.engine().worker().plan().parallel();
    CacheRoom room = setup.room(nominal);
    double fit = room.tokens() / (nominal.isl() + nominal.osl());
    double all = fit * setup.decodeEngines() * layout.dp() * 1.1 + 1;
    return (int) Math.min(MOST_CLIENTS, Math.max(1, room.holds(nominal) ? all : MOST_CLIENTS));
  }

  /** Requests per second between the ends of the first fifth and of nine tenths of all. */
  private static double middleRate(SimulationRun run) {
    double[] ends =
        IntStream.range(0, run.size())
            .mapToDouble(request -> run.sentMs(request) + run.latencyMs(request))
            .sorted()
            .toArray();
    int first = ends.length / 5;
    int last = ends.length * 9 / 10;
    return (last - first) / Math.max(1e-6, ends[last] - ends[first]) * MS_PER_S;
  }
}
