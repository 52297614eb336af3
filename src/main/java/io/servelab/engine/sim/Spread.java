package io.servelab.engine.sim;

import java.util.Arrays;

/**
 * A quantity over many requests.
 *
 * @param mean mean
 * @param p50 median
 * @param p90 ninetieth percentile
 * @param p99 ninety-ninth percentile
 */
public record Spread(double mean, double p50, double p90, double p99) {

  /** No values. */
  public static final Spread NONE = new Spread(0, 0, 0, 0);

  /** Of values in any order; percentiles are interpolated linearly between ranks. */
  public static Spread of(double[] values) {
    if (values.length == 0) {
      return NONE;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        Arrays.stream(values).sum() / values.length,
        quantile(sorted, 0.5),
        quantile(sorted, 0.9),
        quantile(sorted, 0.99));
  }

  private static double quantile(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int low = (int) rank;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
  }
}
