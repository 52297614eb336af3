package io.servelab.artifact.setting;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Batch sizes that are captured as CUDA graphs: ascending, each once, none above the limit. */
final class CudaGraphSizes {

  /** Steps between captured sizes, each up to and including a size. */
  private static final long[][] STEPS = {
    {1, 16}, {4, 32}, {8, 64}, {16, 128}, {32, 256}, {64, 512}
  };

  /** Sizes on either side of the predicted batch that are captured one by one. */
  private static final long NEIGHBOURS = 8;

  private CudaGraphSizes() {}

  /**
   * A coarse grid, and every size close to the predicted batch.
   *
   * @param batch predicted batch
   * @param limit largest batch that may occur
   */
  static List<Long> around(long batch, long limit) {
    TreeSet<Long> sizes = new TreeSet<>();
    long start = 1;
    for (long[] step : STEPS) {
      for (long size = start; size <= step[1]; size += step[0]) {
        sizes.add(size);
      }
      start = step[1];
    }
    LongStream.rangeClosed(batch - NEIGHBOURS, batch + NEIGHBOURS).forEach(sizes::add);
    return List.copyOf(sizes.subSet(1L, true, limit, true));
  }

  /** Every size up to a limit. */
  static List<Long> upTo(long limit) {
    return LongStream.rangeClosed(1, limit).boxed().toList();
  }
}
