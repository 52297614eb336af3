package io.servelab.accuracy;

import java.util.Optional;

/**
 * Errors of one quantity over a group of points.
 *
 * @param quantity which one
 * @param all over every point that was predicted and measured
 * @param insideShare share of measurements inside the bands; NaN for quantities without
 * @param bandWidth median of upper over lower end of the bands; NaN for quantities without
 * @param beside against the reference package; absent where it answers no point
 */
public record QuantityErrors(
    Quantity quantity,
    ErrorSummary all,
    double insideShare,
    double bandWidth,
    Optional<Beside> beside) {

  /**
   * Both over the points that both answer.
   *
   * @param own predictions of this package
   * @param reference answers of the reference package
   */
  public record Beside(ErrorSummary own, ErrorSummary reference) {}
}
