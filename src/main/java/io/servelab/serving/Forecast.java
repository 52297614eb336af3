package io.servelab.serving;

import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PassObserver;
import io.servelab.engine.sim.PassTotals;
import io.servelab.engine.sim.ServingStatistics;
import io.servelab.engine.sim.SimulationRun;
import io.servelab.engine.sim.Window;
import io.servelab.error.InvalidValueException;
import io.servelab.perf.RuleSet;
import java.util.stream.IntStream;

/**
 * What engines deliver under a load, request by request.
 *
 * @param setup the engines
 * @param traffic what was asked of one lane of them
 * @param run what became of every request
 * @param wholeRun statistics over every request, an opening burst included: what a benchmark
 *     reports, and what predictions were compared with
 * @param steady statistics over the middle of the run
 * @param band how far measured means of a benchmark stray from predicted ones
 */
public record Forecast(
    ServingSetup setup,
    Traffic traffic,
    SimulationRun run,
    ServingStatistics wholeRun,
    ServingStatistics steady,
    Band band) {

  /**
   * Simulates a load on one lane of a setup with the host times that ship.
   *
   * @throws InvalidValueException under the rule set {@code reference}, which knows no simulation,
   *     or if a request can never fit into the cache
   */
  public static Forecast of(ServingSetup setup, Traffic traffic) {
    return of(setup, traffic, setup.shippedHost(), PassObserver.NONE);
  }

  /**
   * Simulates a load on one lane of a setup.
   *
   * @param host what the hosts cost
   * @param observer hears of the passes of one pool
   * @throws InvalidValueException under the rule set {@code reference}, which knows no simulation,
   *     or if a request can never fit into the cache
   */
  public static Forecast of(
      ServingSetup setup, Traffic traffic, HostModel host, PassObserver observer) {
    if (setup.engine().worker().database().rules() == RuleSet.REFERENCE) {
      throw InvalidValueException.of(
          "rules", RuleSet.REFERENCE.id(), "its answers are closed forms.\nChoose servelab.");
    }
    requireRoom(setup, traffic);
    SimulationRun run = setup.run(traffic, host, observer);
    ServingStatistics wholeRun = ServingStatistics.of(run, Window.WHOLE_RUN);
    return new Forecast(
        setup,
        traffic,
        run,
        wholeRun,
        ServingStatistics.of(run, Window.STEADY_STATE),
        setup
            .band(wholeRun.queueingShare())
            .on(setup.footing(traffic.nominal(), traffic.concurrency())));
  }

  private static void requireRoom(ServingSetup setup, Traffic traffic) {
    CacheRoom room = setup.room(traffic.nominal());
    long longest = traffic.longestTokens();
    if (room.holds(traffic.nominal()) && room.tokens() < longest) {
      throw InvalidValueException.of(
          "request length",
          longest,
          "the cache of a rank holds " + (long) room.tokens() + " tokens.\nShorten the longest.");
    }
  }

  /** Clients of all lanes; 0 in an open loop. */
  public int clients() {
    return setup.lanes() * run.stream().clients();
  }

  /** Requests per second of all lanes, over the whole run. */
  public double requestsPerS() {
    return setup.lanes() * wholeRun.rates().requestsPerS();
  }

  /** Output tokens per second of all lanes, over the whole run. */
  public double outputTokensPerS() {
    return setup.lanes() * wholeRun.rates().outputTokensPerS();
  }

  /** Output tokens per second and GPU of the setup, over the whole run. */
  public double tokensPerSPerGpu() {
    return outputTokensPerS() / setup.gpus();
  }

  /**
   * Requests per second of all lanes that keep both targets, over the whole run.
   *
   * @param ttftMs target of the time to first token, milliseconds
   * @param tpotMs target of the time per output token, milliseconds
   */
  public double goodputPerS(double ttftMs, double tpotMs) {
    return setup.lanes() * ServingStatistics.goodputPerS(run, ttftMs, tpotMs);
  }

  /**
   * Requests per second of all lanes that end in time, over the whole run.
   *
   * @param requestMs target of the time of a whole request, milliseconds
   */
  public double goodputPerS(double requestMs) {
    long good =
        IntStream.range(0, run.size()).filter(each -> run.latencyMs(each) <= requestMs).count();
    return requestsPerS() * good / run.size();
  }

  /** Mean share of the caches that decoding sequences fill; 0 where the ledger sees no room. */
  public double cacheShare() {
    double tokens = totals().occupancy().cachedTokens();
    return tokens / setup.decodeEngines() / roomOfEngine();
  }

  /** Largest share of an engine's cache that decoding sequences filled. */
  public double mostCacheShare() {
    return totals().occupancy().mostCachedTokens() / roomOfEngine();
  }

  private double roomOfEngine() {
    CacheRoom room = setup.room(traffic.nominal());
    int ranks = setup.engine().worker().plan().parallel().dp();
    return room.holds(traffic.nominal()) ? room.tokens() * ranks : Double.POSITIVE_INFINITY;
  }

  /** Share of the run in which engines that decode run passes. */
  public double busyShare() {
    return totals().passes().busyShare() / setup.decodeEngines();
  }

  /** Passes and what filled the engine, over the whole run. */
  public PassTotals totals() {
    return wholeRun.totals();
  }

  /** Mean time to first token over the whole run, milliseconds. */
  public double ttftMs() {
    return wholeRun.latency().ttft().mean();
  }

  /** Mean time per output token after the first over the whole run, milliseconds. */
  public double tpotMs() {
    return wholeRun.latency().tpot().mean();
  }
}
