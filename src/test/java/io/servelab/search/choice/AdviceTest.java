package io.servelab.search.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.perf.RuleSet;
import io.servelab.search.SearchRequest;
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
}
