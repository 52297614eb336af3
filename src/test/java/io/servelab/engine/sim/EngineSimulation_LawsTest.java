package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.LogNormalLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What every queue obeys, whatever its scheduler. */
class EngineSimulation_LawsTest {

  private static final int SEEDS = 12;
  private static final int REQUESTS = 300;

  /** Share by which a mean over the seeds may move against the law by chance. */
  private static final double CHANCE = 0.03;

  private static final RequestLengths RANDOM =
      new LogNormalLengths(
          new LogNormalLengths.Spread(600, 0.8, 4000),
          new LogNormalLengths.Spread(120, 0.8, 1000),
          0);

  @Provide
  Arbitrary<SimulatedEngine> engines() {
    return SimulatedEngines.any();
  }

  @Provide
  Arbitrary<RequestStream> streams() {
    return SimulatedEngines.streams();
  }

  @Provide
  Arbitrary<SchedulerPolicy> policies() {
    return Arbitraries.of(new VllmPolicy(2048), new TrtLlmPolicy(4096), new SglangPolicy(2048));
  }

  private static SimulatedEngine engine(SchedulerPolicy policy) {
    return new SimulatedEngine(
        LinearPassTimes.USUAL,
        policy,
        new HostTimes(3, 0, 2, 0.2),
        RunSettings.SIMPLE,
        RankLimits.NONE,
        Speculation.NONE);
  }

  @Property(tries = 500)
  void everyRequestIsSentStartedAnsweredAndEndedInThatOrder(
      @ForAll("engines") SimulatedEngine engine, @ForAll("streams") RequestStream stream) {
    SimulationRun run = EngineSimulation.run(engine, stream);
    for (int request = 0; request < run.size(); request++) {
      assertTrue(run.queuedMs(request) >= 0, "started before it was sent");
      assertTrue(run.ttftMs(request) > run.queuedMs(request), "answered before it was started");
      assertTrue(run.latencyMs(request) >= run.ttftMs(request), "ended before it was answered");
    }
  }

  @Property(tries = 500)
  void everyPromptTokenIsComputedOnceWhereNothingIsEvicted(
      @ForAll("engines") SimulatedEngine engine, @ForAll("streams") RequestStream stream) {
    SimulatedEngine roomy = engine.withLimits(new RankLimits(7, KvLimit.NONE));
    long[] computed = {0};
    EngineSimulation.run(roomy, stream, pass -> computed[0] += pass.count() * pass.prefillTokens());
    long sent =
        IntStream.range(0, stream.size())
            .mapToLong(request -> (long) stream.prompt(request) - stream.cached(request))
            .sum();
    assertEquals(sent, computed[0]);
  }

  /**
   * Little's law for the decode phase: the mean number of decoding sequences, counted pass by pass,
   * is the rate of requests times the time that each spends between first and last token.
   */
  @Property(tries = 500)
  void decodingSequencesFollowLittlesLaw(
      @ForAll("engines") SimulatedEngine engine, @ForAll("streams") RequestStream stream) {
    SimulationRun run =
        EngineSimulation.run(engine.withLimits(new RankLimits(7, KvLimit.NONE)), stream);
    double decodeMs =
        IntStream.range(0, run.size())
            .mapToDouble(request -> run.latencyMs(request) - run.ttftMs(request))
            .sum();
    double spanMs = run.totals().endNs() / 1e6;
    assertEquals(decodeMs / spanMs, run.totals().occupancy().decoding(), 1e-6);
  }

  /** Little's law for the whole of a closed loop: clients = rate x time of a request. */
  @Property(tries = 30)
  void aClosedLoopIsAlwaysFull(@ForAll("policies") SchedulerPolicy policy) {
    int clients = 16;
    RequestStream stream = RequestStream.closedLoop(RANDOM, clients, 4000, 1);
    ServingStatistics all =
        ServingStatistics.of(EngineSimulation.run(engine(policy), stream), Window.WHOLE_RUN);
    double inside = all.rates().requestsPerS() * all.latency().total().mean() / 1000;
    // Clients that have no request left at the end are missing.
    assertEquals(clients, inside, 0.02 * clients);
  }

  @Property(tries = 30)
  void aLoneRequestTakesItsPassesAndTheHost(@ForAll("policies") SchedulerPolicy policy) {
    LinearPassTimes times = LinearPassTimes.USUAL;
    SimulationRun run =
        EngineSimulation.run(engine(policy), SimulatedEngines.closed(700, 40, 1, 1));
    double prompt =
        times.prefillTokensMs(700)
            + times.prefillSharedMs(700)
            + times.prefillAttentionMs(700, 0)
            + times.headMs(1);
    double decode = 0;
    for (int pass = 0; pass < 39; pass++) {
      // Caches are priced in the middle of steps of 16 tokens.
      double cache = ((701 + pass) / 16 + 0.5) * 16;
      decode +=
          times.decodeTokensMs(1) + times.decodeSharedMs(1) + times.decodeAttentionMs(1, cache);
    }
    assertEquals(3 + prompt + 2, run.ttftMs(0), 1e-6);
    assertEquals(3 + prompt + 2 + decode + 39 * 0.2, run.latencyMs(0), 1e-4);
  }

  @Property(tries = 100)
  void theSameSeedGivesTheSameRunAndAnotherOneAnother(
      @ForAll("engines") SimulatedEngine engine, @ForAll("policies") SchedulerPolicy policy) {
    RequestLengths lengths = new UniformLengths(new RequestShape(90, 60, 0), 0.1);
    SimulatedEngine roomy = engine.withLimits(new RankLimits(7, KvLimit.NONE));
    long first = end(roomy, SimulatedEngines.poisson(20, lengths, 40, 7));
    assertEquals(first, end(roomy, SimulatedEngines.poisson(20, lengths, 40, 7)));
    assertTrue(
        LongStream.range(100, 110)
            .anyMatch(
                seed -> end(roomy, SimulatedEngines.poisson(20, lengths, 40, seed)) != first));
  }

  private static long end(SimulatedEngine engine, RequestStream stream) {
    return EngineSimulation.run(engine, stream).totals().endNs();
  }

  @Property(tries = 6)
  void averagedOverSeedsTheFirstTokenDoesNotComeSoonerUnderMoreLoad(
      @ForAll("policies") SchedulerPolicy policy) {
    double before = 0;
    for (double rate : List.of(0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)) {
      double ttftMs = mean(policy, rate, statistics -> statistics.latency().ttft().mean());
      assertTrue(
          ttftMs >= before * (1 - CHANCE), policy + " at " + rate + ": " + ttftMs + " < " + before);
      before = ttftMs;
    }
  }

  @Property(tries = 6)
  void averagedOverSeedsThroughputFollowsTheLoadUntilSaturation(
      @ForAll("policies") SchedulerPolicy policy) {
    double most = saturation(policy);
    double before = 0;
    for (double share : List.of(0.1, 0.2, 0.4, 0.6, 0.8, 0.95)) {
      double throughput =
          mean(policy, share * most, statistics -> statistics.rates().outputTokensPerS());
      assertTrue(
          throughput >= before * (1 - CHANCE),
          policy + " at " + share + ": " + throughput + " < " + before);
      before = throughput;
    }
  }

  private static double saturation(SchedulerPolicy policy) {
    RequestStream stream = RequestStream.closedLoop(RANDOM, 256, 2560, 1);
    return ServingStatistics.of(EngineSimulation.run(engine(policy), stream), Window.WHOLE_RUN)
        .rates()
        .requestsPerS();
  }

  private static double mean(
      SchedulerPolicy policy, double rate, ToDoubleFunction<ServingStatistics> value) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> SimulatedEngines.poisson(rate, RANDOM, REQUESTS, seed))
        .map(stream -> EngineSimulation.run(engine(policy), stream))
        .mapToDouble(run -> value.applyAsDouble(ServingStatistics.of(run, Window.WHOLE_RUN)))
        .average()
        .orElseThrow();
  }

  @Test
  void poolsAnswerEveryRequestAndKeepLittlesLaw() {
    PoolEngine engine =
        new PoolEngine(
            LinearPassTimes.USUAL,
            new HostTimes(3, 0, 2, 0.2),
            2,
            1,
            new RankLimits(8, KvLimit.NONE),
            Speculation.NONE);
    PoolSetup setup =
        new PoolSetup(engine, new VllmPolicy(2048), engine, new PoolSetup.HandOver(0, 10, 0.001));
    RequestStream stream = RequestStream.closedLoop(FixedLengths.of(600, 120), 24, 240, 1);
    SimulationRun run = PoolSimulation.run(setup, stream);
    double decodeMs = 0;
    for (int request = 0; request < run.size(); request++) {
      assertTrue(run.latencyMs(request) > run.ttftMs(request));
      decodeMs += run.latencyMs(request) - run.ttftMs(request);
    }
    double spanMs = run.totals().endNs() / 1e6;
    assertEquals(decodeMs / spanMs, run.totals().occupancy().decoding(), 0.01 * 16);
  }
}
