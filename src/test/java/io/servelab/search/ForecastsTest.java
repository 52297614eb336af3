package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.perf.RuleSet;
import io.servelab.serving.Band;
import io.servelab.serving.Demand;
import io.servelab.serving.Footing;
import io.servelab.serving.Forecast;
import io.servelab.serving.OfferedLoad;
import io.servelab.serving.Outlook;
import io.servelab.serving.Reach;
import io.servelab.serving.Sending;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastsTest {

  static final SearchResult FOUND =
      TestSearches.run(TestSearches.search(RuleSet.SERVELAB, 8, 500, 20));

  @Test
  void theReferenceIsNeverSimulated() {
    SearchResult reference = TestSearches.run(TestSearches.search(RuleSet.REFERENCE, 8, 500, 20));
    assertTrue(
        reference.finalists().stream().allMatch(each -> reference.forecasts().of(each).isEmpty()));
    assertTrue(SimulatedComparison.of(reference).isEmpty());
  }

  @Test
  void everyFinalistIsSimulatedOnceAtItsOwnConcurrency() {
    FOUND.forecasts().prepare(FOUND.finalists());
    for (Candidate candidate : FOUND.finalists()) {
      Forecast forecast = FOUND.forecasts().of(candidate).orElseThrow();
      assertSame(forecast, FOUND.forecasts().of(candidate).orElseThrow());
      assertEquals(
          candidate.concurrency(),
          (long) forecast.setup().lanes() * forecast.run().stream().clients());
      assertEquals(candidate.gpus(), forecast.setup().gpus());
    }
  }

  @Test
  void asManyClientsAsFitAreServedWithinTheTargetsAndOneMoreIsNot() {
    Sla tight = Sla.of(400, 8);
    SearchResult found = TestSearches.run(TestSearches.search(RuleSet.SERVELAB, 8, 400, 8));
    Candidate best = found.branch(ServingMode.AGGREGATED).orElseThrow().best().orElseThrow();
    Forecast all = found.forecasts().of(best).orElseThrow();
    for (Outlook outlook : Outlook.values()) {
      Forecast kept = found.forecasts().within(best, outlook).orElseThrow();
      assertTrue(tight.keptBy(kept, outlook), outlook + " " + kept.ttftMs());
      if (kept.clients() < all.clients()) {
        Forecast more =
            new OfferedLoad(kept.setup(), Demand.around(kept.traffic().nominal(), 1))
                .forecast(Sending.Clients.benchmark(kept.clients() + kept.setup().lanes()));
        assertFalse(tight.keptBy(more, outlook), outlook + " " + more.ttftMs());
      }
    }
    WithinTargets delivered = WithinTargets.of(found, best).orElseThrow();
    assertTrue(delivered.low() < delivered.tokensPerSPerGpu(), delivered.toString());
    assertTrue(delivered.tokensPerSPerGpu() < delivered.high(), delivered.toString());
    assertTrue(delivered.clients() < all.clients(), "the closed form allows too many");
  }

  @Test
  void whereNotEvenOneClientIsServedInTimeNothingIsDelivered() {
    SearchResult found = TestSearches.run(TestSearches.search(RuleSet.SERVELAB, 8, 1, 1));
    Candidate best = found.branch(ServingMode.AGGREGATED).orElseThrow().best().orElseThrow();
    assertEquals(Optional.of(new WithinTargets(0, 0, 0, 0)), WithinTargets.of(found, best));
  }

  @Test
  void bothWaysOfPricingAgreeOnDecodeWhereNothingWaits() {
    // Closed form and simulation share pass times; the host adds some hundredths of milliseconds.
    Candidate calm =
        FOUND.branch(ServingMode.AGGREGATED).orElseThrow().candidates().stream()
            .filter(candidate -> candidate.concurrency() == 1)
            .findFirst()
            .orElseThrow();
    double simulated = FOUND.forecasts().of(calm).orElseThrow().tpotMs();
    assertEquals(calm.latency().tpotMs(), simulated, 0.1 * simulated);
  }

  @Test
  void simulatingAgainGivesTheSameNumbers() {
    SearchResult again = TestSearches.run(TestSearches.search(RuleSet.SERVELAB, 8, 500, 20));
    List<Double> first = ttftsMs(FOUND);
    assertEquals(first, ttftsMs(again));
    assertTrue(first.stream().allMatch(ttftMs -> ttftMs > 0));
  }

  private static List<Double> ttftsMs(SearchResult result) {
    return result.finalists().stream()
        .map(candidate -> result.forecasts().of(candidate).orElseThrow().ttftMs())
        .toList();
  }

  @Test
  void bandsTellDeploymentsApartOnlyBeyondTheirWidth() {
    Band narrow = new Band(Reach.evenly(1.6), Reach.evenly(1.2));
    Band wide = new Band(Reach.evenly(3), Reach.evenly(1.4));
    assertTrue(Band.cannotTell(100, narrow, 120, narrow));
    assertTrue(!Band.cannotTell(100, narrow, 140, narrow));
    assertTrue(Band.cannotTell(100, narrow, 140, wide));
  }

  @Test
  void estimatedPassTimesWidenTheBand() {
    Band measured = new Band(Reach.evenly(1.6), Reach.evenly(1.2));
    assertEquals(measured, measured.on(new Footing(0, 0)));
    Band wide = measured.on(new Footing(1, 0.5));
    assertEquals(1.6 * 1.6, wide.ttft().below(), 1e-9);
    assertEquals(Math.pow(1.2, 1.5), wide.tpot().above(), 1e-9);
  }
}
