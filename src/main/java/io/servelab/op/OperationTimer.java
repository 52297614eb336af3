package io.servelab.op;

import java.util.Optional;

/** Tells the time of an operation; safe to share between threads. */
@FunctionalInterface
public interface OperationTimer {

  /**
   * Time of one call.
   *
   * @throws io.servelab.error.NoDataException if the database cannot answer in its data mode
   */
  OpTime time(OpShape shape);

  /**
   * Times of one call in each of several decode steps; the array is not to be written to.
   *
   * @throws io.servelab.error.NoDataException if the database cannot answer in its data mode
   */
  default OpTime[] times(DecodeSteps steps) {
    OpTime[] times = new OpTime[steps.count()];
    for (int step = 0; step < times.length; step++) {
      times[step] = time(steps.shape(step));
    }
    return times;
  }

  /** Roofline of one call with its two terms, where the operation has one. */
  default Optional<Bound> bound(OpShape shape) {
    return Optional.empty();
  }

  /**
   * Whether two passes with as many sequences and tokens always take the same time, whatever the
   * lengths of the sequences.
   */
  default boolean dependsOnTokensOnly() {
    return false;
  }
}
