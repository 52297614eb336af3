package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.load.RequestStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What separate pools obey, whatever their engines and loads. */
class PoolSimulation_LawsTest {

  @Provide
  Arbitrary<PoolSetup> setups() {
    Arbitrary<PoolSetup.HandOver> handOvers =
        Combinators.combine(
                Arbitraries.of(0.0, 3.0, 40.0),
                Arbitraries.of(0.0, 60.0),
                Arbitraries.of(0.0, 0.05))
            .as(PoolSetup.HandOver::new);
    return Combinators.combine(
            SimulatedEngines.any(), SimulatedEngines.any(), counts(), counts(), handOvers)
        .as(
            (prompts, decoding, prefillWorkers, decodeWorkers, handOver) ->
                new PoolSetup(
                    pool(prompts, prefillWorkers, RankLimits.NONE),
                    prompts.policy(),
                    pool(decoding, decodeWorkers, decoding.limits()),
                    handOver));
  }

  private static Arbitrary<Integer> counts() {
    return Arbitraries.integers().between(1, 3);
  }

  private static PoolEngine pool(SimulatedEngine engine, int workers, RankLimits limits) {
    return new PoolEngine(
        engine.times(),
        engine.host(),
        workers,
        engine.settings().ranks(),
        limits,
        engine.speculation());
  }

  @Provide
  Arbitrary<RequestStream> streams() {
    return SimulatedEngines.streams();
  }

  @Property(tries = 500)
  void everyRequestIsSentStartedHandedOverAndEndedInThatOrder(
      @ForAll("setups") PoolSetup setup, @ForAll("streams") RequestStream stream) {
    SimulationRun run = PoolSimulation.run(setup, stream);
    assertEquals(stream.size(), run.size());
    for (int request = 0; request < run.size(); request++) {
      double transferMs =
          setup.handOver().fixedMs() + setup.handOver().msPerToken() * stream.prompt(request);
      assertTrue(run.queuedMs(request) >= 0, "started before it was sent");
      assertTrue(
          run.ttftMs(request) >= run.queuedMs(request) + transferMs - 1e-5,
          "decoded before its cache arrived");
      assertTrue(run.latencyMs(request) >= run.ttftMs(request), "ended before it was answered");
    }
  }

  @Property(tries = 500)
  void decodingSequencesFollowLittlesLaw(
      @ForAll("setups") PoolSetup setup, @ForAll("streams") RequestStream stream) {
    PoolEngine decode = setup.decode();
    PoolEngine roomy =
        new PoolEngine(
            decode.times(),
            decode.host(),
            decode.workers(),
            decode.ranks(),
            new RankLimits(7, KvLimit.NONE),
            decode.speculation());
    SimulationRun run =
        PoolSimulation.run(
            new PoolSetup(setup.prefill(), setup.policy(), roomy, setup.handOver()), stream);
    double decodeMs =
        IntStream.range(0, run.size())
            .mapToDouble(request -> run.latencyMs(request) - run.ttftMs(request))
            .sum();
    double spanMs = run.totals().endNs() / 1e6;
    assertEquals(decodeMs / spanMs, run.totals().occupancy().decoding(), 1e-6);
    int most = 7 * decode.workers() * decode.ranks();
    assertTrue(run.totals().occupancy().decoding() <= most + 1e-9, "more than there are slots");
  }

  @Property(tries = 200)
  void aClosedLoopNeverHasMoreRequestsThanClients(
      @ForAll("setups") PoolSetup setup, @ForAll("streams") RequestStream stream) {
    SimulationRun run = PoolSimulation.run(setup, stream);
    double insideMs = IntStream.range(0, run.size()).mapToDouble(run::latencyMs).sum();
    int clients = stream.isClosed() ? stream.clients() : stream.size();
    assertTrue(insideMs <= clients * (run.totals().endNs() / 1e6) + 1e-6);
  }

  @Property(tries = 100)
  void theSameLoadGivesTheSameRun(
      @ForAll("setups") PoolSetup setup, @ForAll("streams") RequestStream stream) {
    PassTotals once = PoolSimulation.run(setup, stream).totals();
    PassTotals again = PoolSimulation.run(setup, stream).totals();
    assertEquals(once.endNs(), again.endNs());
    assertEquals(once.passes(), again.passes());
    assertEquals(once.occupancy(), again.occupancy());
  }
}
