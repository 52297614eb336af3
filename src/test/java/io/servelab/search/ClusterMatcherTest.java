package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whole replicas of separate pools, packed into a cluster. */
class ClusterMatcherTest {

  /** Pools that lose nothing beside each other, so that rates can be worked out by hand. */
  private static final Disaggregation LOSSLESS = new Disaggregation(1, 1, 1, 1, 1);

  private static final StaticRow PREFILL = TestSearches.pool(3, 1);
  private static final StaticRow DECODE = TestSearches.pool(1, 1);

  private static List<PoolMatcher.Match> match(
      StaticRow prefill, StaticRow decode, int gpus, double tolerance) {
    return new ClusterMatcher(LOSSLESS, PoolLimits.DEFAULT, gpus).match(prefill, decode, tolerance);
  }

  private static PoolMatcher.Match workers(int prefill, int decode) {
    return new PoolMatcher.Match(prefill, decode);
  }

  /** Two copies of 1 + 3 workers serve 6 requests/s, as one of 2 + 6; four of 1 + 1 serve 4. */
  @Test
  void ofReplicasThatServeTheMostTheSmallestWins() {
    assertEquals(List.of(workers(1, 3)), match(PREFILL, DECODE, 8, 0));
  }

  @Test
  void aSmallerReplicaWithinTheToleranceIsOfferedBesideTheBest() {
    assertEquals(List.of(workers(1, 3), workers(1, 1)), match(PREFILL, DECODE, 8, 0.4));
    assertEquals(List.of(workers(1, 3)), match(PREFILL, DECODE, 8, 0.3));
  }

  /** Of 7 GPUs, 3 x (1 + 1) serve 3 requests/s; 1 x (1 + 3) serves 3 too and leaves 3 idle. */
  @Test
  void gpusThatHoldNoFurtherCopyAreIdle() {
    assertEquals(List.of(workers(1, 1)), match(PREFILL, DECODE, 7, 0));
    assertEquals(List.of(workers(1, 3)), match(PREFILL, DECODE, 5, 0));
  }

  @Test
  void nothingFitsIntoTooFewGpus() {
    assertEquals(List.of(), match(TestSearches.pool(1, 8), TestSearches.pool(1, 8), 8, 0));
  }

  private record Replica(int prefill, int decode, int gpus, double rate) {}

  /** Every replica of at most 8 + 6 workers. */
  private static List<Replica> all(StaticRow prefill, StaticRow decode, int gpus) {
    boolean[] allowed = PoolLimits.DEFAULT.allowedSizes(gpus);
    List<Replica> all = new ArrayList<>();
    for (int y = 1; y <= 6; y++) {
      for (int x = 1; x <= 8; x++) {
        int size = prefill.gpus() * x + decode.gpus() * y;
        if (size < allowed.length && allowed[size]) {
          double rate =
              Math.min(prefill.rates().requestsPerS() * x, decode.rates().requestsPerS() * y);
          all.add(new Replica(x, y, size, rate * (gpus / size)));
        }
      }
    }
    return all;
  }

  @Property
  void noReplicaServesMoreAndNoneWithinTheToleranceIsSmaller(
      @ForAll @IntRange(min = 1, max = 40) int prefillRate,
      @ForAll @IntRange(min = 1, max = 40) int decodeRate,
      @ForAll @IntRange(min = 0, max = 2) int prefillPower,
      @ForAll @IntRange(min = 0, max = 2) int decodePower,
      @ForAll @IntRange(min = 2, max = 40) int gpus) {
    StaticRow prefill = TestSearches.pool(prefillRate, 1 << prefillPower);
    StaticRow decode = TestSearches.pool(decodeRate, 1 << decodePower);
    PoolLimits limits = new PoolLimits(PoolLimits.usualSizes(128), 128, 8, 6);
    List<PoolMatcher.Match> found =
        new ClusterMatcher(LOSSLESS, limits, gpus).match(prefill, decode, 0.25);
    List<Replica> all = all(prefill, decode, gpus);
    assertEquals(all.isEmpty(), found.isEmpty());
    if (found.isEmpty()) {
      return;
    }
    Replica best = in(all, found.get(0));
    Replica small = in(all, found.get(found.size() - 1));
    double enough = 0.75 * best.rate;
    assertTrue(small.rate >= enough);
    for (Replica other : all) {
      assertTrue(other.rate < best.rate || (other.rate == best.rate && other.gpus >= best.gpus));
      assertTrue(
          other.rate < enough
              || other.gpus > small.gpus
              || (other.gpus == small.gpus && other.rate <= small.rate));
    }
  }

  private static Replica in(List<Replica> all, PoolMatcher.Match match) {
    return all.stream()
        .filter(each -> each.prefill == match.prefill() && each.decode == match.decode())
        .findFirst()
        .orElseThrow();
  }
}
