package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Vectors: section 11.2 of the search specification. */
class PoolMatcherTest {

  private static final Disaggregation RULES = Disaggregation.DEFAULT;

  private static void assertMatch(
      StaticRow prefill, StaticRow decode, int largest, int x, int y, double perGpu) {
    PoolMatcher matcher = new PoolMatcher(RULES, PoolLimits.DEFAULT, largest);
    PoolMatcher.Match match = matcher.match(prefill, decode).orElseThrow();
    assertEquals(new PoolMatcher.Match(x, y), match);
    assertEquals(perGpu, rate(prefill, decode, match), 1e-12);
  }

  private static double rate(StaticRow prefill, StaticRow decode, PoolMatcher.Match match) {
    double served =
        RULES.requestsPerS(
            prefill.rates().requestsPerS(),
            match.prefill(),
            decode.rates().requestsPerS(),
            match.decode());
    return served / (prefill.gpus() * match.prefill() + decode.gpus() * match.decode());
  }

  @Test
  void balancesPoolsInAllowedSizes() {
    assertMatch(TestSearches.pool(2, 1), TestSearches.pool(5, 2), 128, 18, 7, 1.00625);
    assertMatch(TestSearches.pool(2, 1), TestSearches.pool(5, 2), 8, 2, 1, 0.9);
    assertMatch(TestSearches.pool(1, 1), TestSearches.pool(8, 8), 128, 8, 1, 0.45);
    assertMatch(TestSearches.pool(3, 2), TestSearches.pool(4, 4), 128, 26, 19, 0.54625);
  }

  @Test
  void nothingMatchesInTooSmallACluster() {
    PoolMatcher matcher = new PoolMatcher(RULES, PoolLimits.DEFAULT, 8);
    assertEquals(Optional.empty(), matcher.match(TestSearches.pool(1, 8), TestSearches.pool(1, 8)));
  }

  /** The short cut next to the balance finds what trying all numbers of workers finds. */
  @Property
  void matchesLikeTryingEverything(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 50) double prefillRate,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 50) double decodeRate,
      @ForAll @IntRange(min = 0, max = 4) int prefillPower,
      @ForAll @IntRange(min = 0, max = 4) int decodePower,
      @ForAll @IntRange(min = 2, max = 200) int gpus) {
    StaticRow prefill = TestSearches.pool(Math.rint(prefillRate * 1000) / 1000, 1 << prefillPower);
    StaticRow decode = TestSearches.pool(Math.rint(decodeRate * 1000) / 1000, 1 << decodePower);
    assertEquals(
        everything(prefill, decode, gpus),
        new PoolMatcher(RULES, PoolLimits.DEFAULT, gpus).match(prefill, decode));
  }

  @Property
  void nothingExceedsTheBound(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 50) double prefillRate,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 50) double decodeRate,
      @ForAll @IntRange(min = 0, max = 4) int prefillPower,
      @ForAll @IntRange(min = 0, max = 4) int decodePower) {
    StaticRow prefill = TestSearches.pool(prefillRate, 1 << prefillPower);
    StaticRow decode = TestSearches.pool(decodeRate, 1 << decodePower);
    PoolMatcher matcher = new PoolMatcher(RULES, PoolLimits.DEFAULT, 128);
    matcher
        .match(prefill, decode)
        .ifPresent(
            match ->
                assertEquals(
                    0,
                    Math.max(0, rate(prefill, decode, match) - matcher.bound(prefill, decode)),
                    1e-12));
  }

  private static Optional<PoolMatcher.Match> everything(
      StaticRow prefill, StaticRow decode, int gpus) {
    boolean[] allowed = PoolLimits.DEFAULT.allowedSizes(gpus);
    Optional<PoolMatcher.Match> best = Optional.empty();
    double most = 0;
    for (int y = 1; y <= 32; y++) {
      for (int x = 1; x <= 32; x++) {
        int size = prefill.gpus() * x + decode.gpus() * y;
        if (size < allowed.length && allowed[size]) {
          PoolMatcher.Match match = new PoolMatcher.Match(x, y);
          double value = rate(prefill, decode, match);
          if (value > most) {
            most = value;
            best = Optional.of(match);
          }
        }
      }
    }
    return best;
  }
}
