package io.servelab.serving;

import io.servelab.engine.sim.PassObserver;
import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requests that are offered to engines, of which only the rate is still open.
 *
 * @param setup the engines
 * @param demand what single requests are like
 */
public record OfferedLoad(ServingSetup setup, Demand demand) {

  /** Concurrency for which engines are set before it is known how long requests take. */
  private static final int FIRST_GUESS = 16;

  private static final double MS_PER_S = 1000;

  /**
   * Simulates the load.
   *
   * @throws InvalidValueException if requests come faster than the engines can answer them, or are
   *     longer than the model's context or the cache
   */
  public Forecast forecast(Sending sending) {
    return forecast(sending, PassObserver.NONE);
  }

  /**
   * Simulates the load.
   *
   * @param observer hears of the passes of one pool
   * @throws InvalidValueException if requests come faster than the engines can answer them, or are
   *     longer than the model's context or the cache
   */
  public Forecast forecast(Sending sending, PassObserver observer) {
    int busy = FIRST_GUESS;
    if (sending instanceof Sending.Arriving arriving) {
      requireBelowSaturation(arriving.arrivals().requestsPerS());
      busy = busy(arriving);
    }
    return simulate(sending, busy, observer);
  }

  /** Requests that are in a lane at once, by Little's law. */
  private int busy(Sending.Arriving arriving) {
    Forecast first = simulate(arriving, FIRST_GUESS, PassObserver.NONE);
    double seconds = first.wholeRun().latency().total().mean() / MS_PER_S;
    double perLane = arriving.arrivals().requestsPerS() / setup.lanes();
    return (int) Math.max(1, Math.round(perLane * seconds));
  }

  private Forecast simulate(Sending sending, int busy, PassObserver observer) {
    Traffic traffic = demand.traffic(sending, setup.lanes(), busy);
    Demand.requireContext(setup.engine().worker().plan().model(), traffic);
    return Forecast.of(setup, traffic, setup.shippedHost(), observer);
  }

  private void requireBelowSaturation(double requestsPerS) {
    double most = saturation().requestsPerS();
    if (requestsPerS >= most) {
      throw InvalidValueException.of(
          "requests per second",
          String.format(Locale.ROOT, "%.4g", requestsPerS),
          String.format(
              Locale.ROOT,
              "the engines answer %.3g of these in a second at most; the queue would grow for"
                  + " ever.%nOffer less, or divide it among more replicas.",
              most));
    }
  }

  /** The most that the engines deliver of such requests. */
  public Saturation saturation() {
    return Saturation.of(setup, demand);
  }

  /**
   * The forecast of as many clients as can be served well, found by halving, because latencies grow
   * with clients; empty if not even one client in each lane is.
   *
   * @param most clients at most
   * @param well whether a forecast is good enough
   */
  public Optional<Forecast> heaviest(int most, Predicate<Forecast> well) {
    Optional<Forecast> heaviest = Optional.empty();
    int served = 0;
    int refused = most / setup.lanes() + 1;
    int tried = refused - 1;
    while (tried > served) {
      Forecast forecast = forecast(Sending.Clients.benchmark(tried * setup.lanes()));
      if (well.test(forecast)) {
        heaviest = Optional.of(forecast);
        served = tried;
      } else {
        refused = tried;
      }
      tried = (served + refused) >>> 1;
    }
    return heaviest;
  }

  /** Benchmarks with these numbers of clients, on all cores. */
  public List<Forecast> benchmarks(List<Integer> clients) {
    return clients.parallelStream()
        .map(count -> forecast(Sending.Clients.benchmark(count)))
        .toList();
  }

  /**
   * What the first requests met, pass by pass.
   *
   * @param requests how many requests at most
   */
  public Timeline timeline(Sending sending, int requests) {
    return Timeline.of(this, sending, requests);
  }
}
