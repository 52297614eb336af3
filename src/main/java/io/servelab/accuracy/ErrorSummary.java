package io.servelab.accuracy;

import java.util.Arrays;

/**
 * How far predictions lie from measurements.
 *
 * @param points number of points
 * @param mean mean absolute error relative to the measurement
 * @param median its median
 * @param p90 its ninetieth percentile
 * @param bias median of the signed relative error
 * @param meanLog mean of the absolute logarithm of predicted over measured, which does not favour
 *     low predictions
 */
public record ErrorSummary(
    int points, double mean, double median, double p90, double bias, double meanLog) {

  /**
   * Of ratios, predicted over measured.
   *
   * @param ratios positive ratios; at least one
   */
  public static ErrorSummary of(double[] ratios) {
    double[] signed = Arrays.stream(ratios).map(ratio -> ratio - 1).toArray();
    double[] absolute = Arrays.stream(signed).map(Math::abs).toArray();
    return new ErrorSummary(
        ratios.length,
        mean(absolute),
        quantile(absolute, 0.5),
        quantile(absolute, 0.9),
        quantile(signed, 0.5),
        mean(Arrays.stream(ratios).map(ratio -> Math.abs(Math.log(ratio))).toArray()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Quantile, interpolated linearly between ranks. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = share * (sorted.length - 1);
    int low = (int) rank;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
  }
}
