package io.servelab.engine.sim;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.load.Arrivals;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.GammaArrivals;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small random engines and loads. */
final class SimulatedEngines {

  private SimulatedEngines() {}

  static SimulatedEngine vllm() {
    return new SimulatedEngine(
        LinearPassTimes.USUAL,
        new VllmPolicy(2048),
        HostTimes.NONE,
        RunSettings.SIMPLE,
        RankLimits.NONE,
        Speculation.NONE);
  }

  static Arbitrary<SimulatedEngine> any() {
    return Combinators.combine(times(), policies(), hosts(), settings(), limits(), speculations())
        .as(SimulatedEngine::new);
  }

  private static Arbitrary<LinearPassTimes> times() {
    return Combinators.combine(
            Arbitraries.doubles().between(0.1, 10).ofScale(4),
            Arbitraries.doubles().between(0.001, 0.1).ofScale(4),
            Arbitraries.doubles().between(0, 1e-3).ofScale(6))
        .as(LinearPassTimes::new);
  }

  private static Arbitrary<SchedulerPolicy> policies() {
    return Arbitraries.longs()
        .between(8, 200)
        .flatMap(
            budget ->
                Arbitraries.of(
                    new VllmPolicy(budget), new TrtLlmPolicy(budget), new SglangPolicy(budget)));
  }

  private static Arbitrary<HostTimes> hosts() {
    Arbitrary<Double> ms = Arbitraries.of(0.0, 0.5, 3.7, 30.0);
    return Combinators.combine(ms, ms, ms, ms).as(HostTimes::new);
  }

  private static Arbitrary<RunSettings> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(1, 2, 7),
            Arbitraries.of(true, false))
        .as(RunSettings::new);
  }

  private static Arbitrary<RankLimits> limits() {
    Arbitrary<KvLimit> kv =
        Combinators.combine(
                Arbitraries.longs().between(160, 320),
                Arbitraries.of(1, 4, 16),
                Arbitraries.of(0.0, 0.4, 1.0))
            .as((tokens, block, share) -> new KvLimit(tokens / block + 1, block, share));
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.oneOf(Arbitraries.just(KvLimit.NONE), kv))
        .as(RankLimits::new);
  }

  private static Arbitrary<Speculation> speculations() {
    return Arbitraries.of(Speculation.NONE, new Speculation(1, 0.7), new Speculation(3, 2.2));
  }

  static Arbitrary<RequestStream> streams() {
    Arbitrary<RequestLengths> lengths =
        Combinators.combine(
                Arbitraries.longs().between(1, 90),
                Arbitraries.longs().between(1, 60),
                Arbitraries.of(0L, 5L),
                Arbitraries.of(1.0, 0.8, 0.1))
            .as(
                (isl, osl, prefix, share) ->
                    new UniformLengths(
                        new RequestShape(isl, osl, Math.min(prefix, isl - 1)), share));
    return Combinators.combine(
            lengths,
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(1, 25),
            Arbitraries.longs().between(1, 1000),
            Arbitraries.doubles().between(1, 500))
        .as(
            (shape, clients, count, seed, rate) ->
                clients > 0
                    ? RequestStream.closedLoop(shape, clients, count, seed)
                    : RequestStream.openLoop(new GammaArrivals(rate, 0.5), shape, count, seed));
  }

  static RequestStream closed(long isl, long osl, int clients, int count) {
    return RequestStream.closedLoop(FixedLengths.of(isl, osl), clients, count, 1);
  }

  static RequestStream poisson(double rate, RequestLengths lengths, int count, long seed) {
    return RequestStream.openLoop(Arrivals.poisson(rate), lengths, count, seed);
  }
}
