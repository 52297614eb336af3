package io.servelab.search.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.perf.RuleSet;
import io.servelab.search.SearchRequest;
import io.servelab.search.Sla;
import io.servelab.search.TestSearches;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final SearchRequest REQUEST = TestSearches.search(RuleSet.REFERENCE, 4, 1000, 40);

  @Test
  void enclosesTheSmallestNumberOfGpus() {
    Advice advice = Advice.until(request -> request.totalGpus() >= 23);
    assertEquals(Optional.of(new Change(Knob.GPUS, 4, 23)), advice.smallest(REQUEST, Knob.GPUS));
  }

  @Test
  void enclosesTheLongestPrompt() {
    Advice advice = Advice.until(request -> request.request().isl() <= 777);
    assertEquals(Optional.of(new Change(Knob.ISL, 2000, 777)), advice.smallest(REQUEST, Knob.ISL));
  }

  @Test
  void enclosesATargetToHalfAPercent() {
    Advice advice = Advice.until(request -> request.sla().ttftMs() >= 3210);
    Change change = advice.smallest(REQUEST, Knob.TTFT).orElseThrow();
    assertTrue(change.to() >= 3210 && change.to() <= 3210 * 1.005, change.toString());
  }

  @Test
  void nothingToChangeAndNothingThatHelps() {
    assertEquals(List.of(), Advice.until(request -> true).changes(REQUEST));
    assertEquals(List.of(), Advice.until(request -> false).changes(REQUEST));
  }

  @Test
  void smallestChangeFirst() {
    Advice advice =
        Advice.until(request -> request.totalGpus() >= 16 || request.sla().tpotMs() >= 60);
    List<Change> changes = advice.changes(REQUEST);
    assertEquals(List.of(Knob.TPOT, Knob.GPUS), changes.stream().map(Change::knob).toList());
  }

  @Test
  void adviceOnTargetsWorksWhenFollowed() {
    SearchRequest hasty = TestSearches.search(RuleSet.SERVELAB, 4, 1000, 1.5);
    Change change = Advice.onTargets(TestSearches.WORKERS).smallest(hasty, Knob.TPOT).orElseThrow();
    assertTrue(change.factor() > 1);
    SearchRequest followed = Knob.TPOT.set(hasty, change.to());
    assertFalse(Advice.onTargets(TestSearches.WORKERS).smallest(followed, Knob.TPOT).isPresent());
  }

  @Test
  void aRequestTargetReplacesTheTokenTargets() {
    SearchRequest whole = REQUEST.withSla(Sla.of(1000, 40).withRequestMs(500));
    Advice advice = Advice.until(request -> request.sla().requestMs().orElse(0) >= 1600);
    Change change = advice.smallest(whole, Knob.REQUEST_LATENCY).orElseThrow();
    assertTrue(change.to() >= 1600 && change.to() <= 1600 * 1.005, change.toString());
    assertEquals(Optional.empty(), advice.smallest(whole, Knob.TTFT));
    assertEquals(Optional.empty(), advice.smallest(whole, Knob.TPOT));
    assertEquals(Optional.empty(), advice.smallest(REQUEST, Knob.REQUEST_LATENCY));
  }

  @Test
  void enclosesTheLargestBatchThatIsNeeded() {
    Advice advice = Advice.until(request -> request.options().limits().maxBatch() >= 777);
    Change change = advice.smallest(REQUEST, Knob.MAX_BATCH).orElseThrow();
    assertEquals(new Change(Knob.MAX_BATCH, 512, 777), change);
    assertEquals("max_batch from 512.000 to 777.000", change.toString());
  }

  /** At most 64 times as much is advised; the cached prefix bounds a prompt from below. */
  @Test
  void adviceHasLimits() {
    assertEquals(256, limit(256).orElseThrow().to());
    assertEquals(Optional.empty(), limit(257));
    SearchRequest cached = REQUEST.withRequest(new RequestShape(2000, 200, 1500));
    Advice shorter = Advice.until(request -> request.request().isl() <= 1501);
    assertEquals(1501, shorter.smallest(cached, Knob.ISL).orElseThrow().to());
    Advice impossible = Advice.until(request -> request.request().isl() <= 1500);
    assertEquals(Optional.empty(), impossible.smallest(cached, Knob.ISL));
  }

  private static Optional<Change> limit(int gpus) {
    return Advice.until(request -> request.totalGpus() >= gpus).smallest(REQUEST, Knob.GPUS);
  }
}
