package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Images;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers of separate encoders, worked by hand: an encoder keeps up with 0.9 of its own rate. */
class EncoderMatcherTest {

  private static final EncoderPools POOLS = EncoderPools.of(new Images(1, 896, 896));
  private static final EncoderPoint POINT = point(2, 50);

  static EncoderPoint point(double requestsPerS, double latencyMs) {
    return new EncoderPoint(TestSearches.worker(1), 1, latencyMs, requestsPerS, 3);
  }

  private static EncoderPools atMost(int workers) {
    return new EncoderPools(
        POOLS.images(), POOLS.tp(), POOLS.batches(), workers, 1, Optional.empty());
  }

  static EncoderMatcher matcher(int maxWorkers, PoolLimits limits, int gpus, EncoderPoint... all) {
    return new EncoderMatcher(atMost(maxWorkers), List.of(all), limits, gpus);
  }

  private static EncoderMatcher.Cell cell(int mixed, int encoders, double rate, int gpus) {
    return new EncoderMatcher.Cell(mixed, new EncoderUse(POINT, encoders), rate, gpus);
  }

  /** 2 GPUs: 1 + 1. 4 GPUs: of 1 + 3, 2 + 2 and 3 + 1 the second serves most. 8 GPUs: 5 + 3. */
  @Test
  void ofEverySizeTheReplicaThatServesMostIsKept() {
    EncoderMatcher matcher = matcher(32, PoolLimits.DEFAULT, 8, POINT);
    assertEquals(
        List.of(cell(1, 1, 1, 2), cell(2, 2, 2, 4), cell(5, 3, 5, 8)), matcher.cells(1, 1, POINT));
  }

  @Test
  void encodersAreLimited() {
    EncoderMatcher matcher = matcher(2, PoolLimits.DEFAULT, 8, POINT);
    assertEquals(cell(6, 2, 3.6, 8), matcher.cells(1, 1, POINT).get(2));
  }

  /** Section 2.7 of the search specification: 1 to 32 workers. Larger replicas serve no more. */
  @Test
  void aReplicaHasAtMost32WorkersAndGrowsOnlyWhereThatServesMore() {
    EncoderPoint fast = point(1000, 50);
    List<EncoderMatcher.Cell> cells = matcher(32, PoolLimits.DEFAULT, 64, fast).cells(1, 1, fast);
    EncoderMatcher.Cell last = cells.get(cells.size() - 1);
    assertEquals(new EncoderMatcher.Cell(32, new EncoderUse(fast, 8), 32, 40), last);
  }

  private static int beside(int maxWorkers, PoolLimits limits, int gpus, int languageGpus) {
    return matcher(maxWorkers, limits, gpus, POINT)
        .beside(5, languageGpus, 1000)
        .map(EncoderUse::workers)
        .orElse(0);
  }

  /** Beside 2 GPUs that serve 5 requests/s: 2 encoders make 3.6 on 4 GPUs, 3 make 5 on 5. */
  @Test
  void besidePoolsThereAreAsManyEncodersAsServeMostPerGpu() {
    PoolLimits anySize = PoolLimits.DEFAULT.anySizeUpTo(8);
    assertEquals(3, beside(32, anySize, 8, 2));
    assertEquals(3, beside(3, anySize, 8, 2));
    assertEquals(2, beside(2, anySize, 8, 2));
  }

  @Test
  void onlyAllowedSizesAreMade() {
    assertEquals(2, beside(32, PoolLimits.DEFAULT, 4, 2));
    assertEquals(5, beside(32, PoolLimits.DEFAULT, 8, 3));
    assertEquals(0, beside(32, PoolLimits.DEFAULT, 3, 2));
  }

  @Test
  void anEncoderHasToFinishInTheTimeThatIsLeft() {
    EncoderMatcher matcher = matcher(32, PoolLimits.DEFAULT, 8, POINT);
    assertTrue(matcher.beside(2, 2, 50).isEmpty());
    assertTrue(matcher.beside(2, 2, 50.001).isPresent());
  }

  @Test
  void theFastestEncoderIsTakenAndOfEquallyGoodOnesTheFirst() {
    assertEquals(50, beside(POINT, point(2, 40)).latencyMs());
    assertEquals(60, beside(POINT, point(2.1, 60)).latencyMs());
  }

  private static EncoderPoint beside(EncoderPoint... points) {
    return matcher(32, PoolLimits.DEFAULT, 4, points).beside(5, 2, 1000).orElseThrow().point();
  }
}
