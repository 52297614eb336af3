package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.SampledLengths;
import io.servelab.error.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolSimulationTest {

  private static final LinearPassTimes TIMES = new LinearPassTimes(5, 0.02, 0);
  private static final HostTimes HOST = new HostTimes(7, 0, 2, 1);

  /** 5 ms, 0.02 ms a token, half of that for shared work, one row of output, 2 ms of host. */
  private static final double PROMPT_MS = 5 + 1000 * 0.03 + 0.02 + 2;

  private static final double DECODE_MS = 5 + 0.03 + 1;

  @Test
  void aLoneRequestTakesTheSumOfItsParts() {
    SimulationRun run = run(setup(1, RankLimits.NONE), 1, 1);
    assertEquals(7 + PROMPT_MS + 40 + 60 + 1000 * 0.01, run.ttftMs(0), 1e-6);
    assertEquals(DECODE_MS, run.tpotMs(0), 1e-6);
    assertEquals(run.ttftMs(0) + 9 * DECODE_MS, run.latencyMs(0), 1e-6);
  }

  @Test
  void anEngineHoldsUntilItHasOfferedTheCache() {
    SimulationRun run = run(setup(1, RankLimits.NONE), 2, 2);
    assertEquals(PROMPT_MS + 40, run.ttftMs(1) - run.ttftMs(0), 1e-6);
  }

  @Test
  void aFullDecodePoolHoldsPromptsBack() {
    SimulationRun run = run(setup(2, new RankLimits(1, KvLimit.NONE)), 2, 2);
    assertEquals(run.latencyMs(0), run.ttftMs(1), 1e-6);
  }

  @Test
  void answersOfOneTokenDoNotLeaveOthersWaitingForEver() {
    RequestLengths lengths =
        new SampledLengths(List.of(new RequestShape(1000, 200, 0), new RequestShape(1000, 1, 0)));
    SimulationRun run =
        PoolSimulation.run(
            setup(3, new RankLimits(1, KvLimit.NONE)), RequestStream.closedLoop(lengths, 8, 80, 1));
    double endMs = run.totals().endNs() / 1e6;
    for (int request = 0; request < run.size(); request++) {
      assertTrue(run.latencyMs(request) >= run.ttftMs(request));
      assertTrue(run.latencyMs(request) <= endMs && endMs < 80 * (200 * 40 + 1000));
    }
  }

  @Test
  void everyRequestEndsAndTheNextOneFollowsAtOnce() {
    SimulationRun run = run(setup(2, new RankLimits(3, KvLimit.NONE)), 4, 40);
    for (int request = 0; request < run.size(); request++) {
      assertTrue(run.ttftMs(request) > 0 && run.latencyMs(request) > run.ttftMs(request));
    }
    double busyMs = 0;
    for (int request = 0; request < run.size(); request++) {
      busyMs += run.latencyMs(request);
    }
    // Little's law: never more than four requests at once, nearly always four.
    double endMs = run.totals().endNs() / 1e6;
    assertTrue(busyMs <= 4 * endMs + 1e-6 && busyMs > 3.6 * endMs, busyMs + " in " + endMs);
  }

  @Test
  void anotherPrefillEngineShortensTheQueue() {
    double one = meanTtftMs(run(setup(1, RankLimits.NONE), 16, 160));
    double two = meanTtftMs(run(setup(2, RankLimits.NONE), 16, 160));
    assertTrue(two < 0.7 * one, two + " against " + one);
  }

  @Test
  void aRequestThatNeverFitsIsNamed() {
    RankLimits small = new RankLimits(8, new KvLimit(10, 16, 0));
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> run(setup(1, small), 1, 1));
    assertTrue(refused.getMessage().contains("160 tokens"), refused.getMessage());
  }

  private static double meanTtftMs(SimulationRun run) {
    double sum = 0;
    for (int request = 0; request < run.size(); request++) {
      sum += run.ttftMs(request);
    }
    return sum / run.size();
  }

  private static SimulationRun run(PoolSetup setup, int clients, int requests) {
    return PoolSimulation.run(
        setup, RequestStream.closedLoop(FixedLengths.of(1000, 10), clients, requests, 1));
  }

  private static PoolSetup setup(int prefillEngines, RankLimits decodeLimits) {
    return new PoolSetup(
        new PoolEngine(TIMES, HOST, prefillEngines, 1, RankLimits.NONE, Speculation.NONE),
        new TrtLlmPolicy(1000),
        new PoolEngine(TIMES, HOST, 1, 1, decodeLimits, Speculation.NONE),
        new PoolSetup.HandOver(40, 60, 0.01));
  }
}
