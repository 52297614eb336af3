package io.servelab.artifact.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CudaGraphSizesTest {

  @Test
  void sizesAscendWithoutRepetitionUpToTheLimit() {
    for (long batch : new long[] {1, 2, 7, 16, 20, 64, 100, 512, 700}) {
      List<Long> sizes = CudaGraphSizes.around(batch, batch);
      assertEquals(List.copyOf(new TreeSet<>(sizes)), sizes, "batch " + batch);
      assertEquals(batch, sizes.get(sizes.size() - 1), "batch " + batch);
      assertTrue(sizes.get(0) >= 1, "batch " + batch);
    }
  }

  @Test
  void everySizeCloseToThePredictedBatchIsCaptured() {
    List<Long> sizes = CudaGraphSizes.around(100, 512);
    for (long size = 92; size <= 108; size++) {
      assertTrue(sizes.contains(size), size + " in " + sizes);
    }
    assertTrue(sizes.contains(512L));
    assertTrue(!sizes.contains(90L), "the grid is coarse elsewhere");
  }

  @Test
  void aLimitOfThreeCapturesThree() {
    assertEquals(List.of(1L, 2L, 3L), CudaGraphSizes.upTo(3));
    assertEquals(List.of(1L, 2L, 3L), CudaGraphSizes.around(3, 3));
  }
}
