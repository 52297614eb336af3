package io.servelab.engine.sim;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Times that occurred many times each, sorted. Immutable. */
public final class WeightedTimes {

  private static final double NS_PER_MS = 1e6;

  private final long[] sortedNs;
  private final long[] upTo;

  private WeightedTimes(long[] sortedNs, long[] upTo) {
    this.sortedNs = sortedNs;
    this.upTo = upTo;
  }

  static WeightedTimes of(long[] timesNs, long[] counts) {
    int[] order =
        IntStream.range(0, timesNs.length)
            .boxed()
            .sorted(Comparator.comparingLong(index -> timesNs[index]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] sorted = Arrays.stream(order).mapToLong(index -> timesNs[index]).toArray();
    long[] upTo = Arrays.stream(order).mapToLong(index -> counts[index]).toArray();
    Arrays.parallelPrefix(upTo, Long::sum);
    return new WeightedTimes(sorted, upTo);
  }

  /** Number of occurrences. */
  public long count() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /**
   * The smallest time that a share of the occurrences does not exceed, milliseconds; 0 without
   * occurrences.
   *
   * @param share in [0, 1]
   */
  public double quantileMs(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count()));
    for (int index = 0; index < upTo.length; index++) {
      if (upTo[index] >= rank) {
        return sortedNs[index] / NS_PER_MS;
      }
    }
    return 0;
  }

  /** Mean, milliseconds; 0 without occurrences. */
  public double meanMs() {
    double sum = 0;
    long before = 0;
    for (int index = 0; index < upTo.length; index++) {
      sum += (double) sortedNs[index] * (upTo[index] - before);
      before = upTo[index];
    }
    return count() == 0 ? 0 : sum / count() / NS_PER_MS;
  }
}
