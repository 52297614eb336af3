package io.servelab.engine.sim;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Times that occurred many times each. Immutable to whoever asks; sorted when first asked. */
public final class WeightedTimes {

  private static final double NS_PER_MS = 1e6;

  private final long[] timesNs;
  private final long[] counts;
  private @Nullable Sorted sorted;

  private WeightedTimes(long[] timesNs, long[] counts) {
    this.timesNs = timesNs;
    this.counts = counts;
  }

  /** Takes both arrays over. */
  static WeightedTimes of(long[] timesNs, long[] counts) {
    return new WeightedTimes(timesNs, counts);
  }

  /** Times in rising order, and how many occurrences there are up to each. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sorted(long[] timesNs, long[] upTo) {

    static Sorted of(long[] timesNs, long[] counts) {
      int[] order =
          IntStream.range(0, timesNs.length)
              .boxed()
              .sorted(Comparator.comparingLong(index -> timesNs[index]))
              .mapToInt(Integer::intValue)
              .toArray();
      long[] upTo = Arrays.stream(order).mapToLong(index -> counts[index]).toArray();
      Arrays.parallelPrefix(upTo, Long::sum);
      return new Sorted(Arrays.stream(order).mapToLong(index -> timesNs[index]).toArray(), upTo);
    }
  }

  private synchronized Sorted sorted() {
    Sorted known = sorted;
    if (known == null) {
      known = Sorted.of(timesNs, counts);
      sorted = known;
    }
    return known;
  }

  /** Number of occurrences. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The smallest time that a share of the occurrences does not exceed, milliseconds; 0 without
   * occurrences.
   *
   * @param share in [0, 1]
   */
  public double quantileMs(double share) {
    Sorted times = sorted();
    long rank = Math.max(1, (long) Math.ceil(share * count()));
    for (int index = 0; index < times.upTo.length; index++) {
      if (times.upTo[index] >= rank) {
        return times.timesNs[index] / NS_PER_MS;
      }
    }
    return 0;
  }

  /** Mean, milliseconds; 0 without occurrences. */
  public double meanMs() {
    double sum = 0;
    for (int index = 0; index < counts.length; index++) {
      sum += (double) timesNs[index] * counts[index];
    }
    return count() == 0 ? 0 : sum / count() / NS_PER_MS;
  }
}
