package io.servelab.search;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How large a replica of separate pools may be.
 *
 * @param replicaGpus allowed sizes of a replica, GPUs
 * @param maxReplicaGpus largest replica, GPUs
 * @param maxPrefillWorkers most prefill workers in a replica
 * @param maxDecodeWorkers most decode workers in a replica
 */
public record PoolLimits(
    List<Integer> replicaGpus, int maxReplicaGpus, int maxPrefillWorkers, int maxDecodeWorkers) {

  private static final int STEP = 8;

  /** The usual limits. */
  public static final PoolLimits DEFAULT = new PoolLimits(usualSizes(128), 128, 32, 32);

  /** Requires positive limits. */
  public PoolLimits {
    replicaGpus = List.copyOf(replicaGpus);
    requirePositive("max_gpus", maxReplicaGpus);
    requirePositive("max_prefill_workers", maxPrefillWorkers);
    requirePositive("max_decode_workers", maxDecodeWorkers);
  }

  /**
   * Sizes that fill nodes well: 1, 2, 4 and multiples of 8.
   *
   * @param largest largest size, GPUs
   */
  public static List<Integer> usualSizes(int largest) {
    List<Integer> sizes = new ArrayList<>(List.of(1, 2, 4));
    for (int size = STEP; size <= largest; size += STEP) {
      sizes.add(size);
    }
    return sizes.stream().filter(size -> size <= largest).toList();
  }

  /** The same for replicas of any size up to a limit, as wide expert parallelism allows. */
  PoolLimits anySizeUpTo(int largest) {
    return new PoolLimits(
        IntStream.rangeClosed(1, largest).boxed().toList(),
        largest,
        maxPrefillWorkers,
        maxDecodeWorkers);
  }

  /** {@code allowed[gpus]} tells whether a replica of a cluster may have that many GPUs. */
  boolean[] allowedSizes(int totalGpus) {
    boolean[] allowed = new boolean[Math.min(maxReplicaGpus, totalGpus) + 1];
    for (int size : replicaGpus) {
      if (size < allowed.length) {
        allowed[size] = true;
      }
    }
    return allowed;
  }

  private static void requirePositive(String what, int limit) {
    if (limit < 1) {
      throw InvalidValueException.of(what, limit, "a limit is at least 1.");
    }
  }
}
