package io.servelab.op;

import io.servelab.error.NoDataException;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;

/** A timer whose operation is measured: the data mode decides who answers. */
public interface MeasuredTimer extends OperationTimer {

  /** The database that answers. */
  PerfDatabase database();

  /**
   * Answer of the measured tables.
   *
   * @throws NoDataException if they are silent
   */
  OpTime measured(OpShape shape);

  /**
   * Estimate from measured utilisation.
   *
   * @throws NoDataException if nothing measured is close enough
   */
  OpTime estimated(OpShape shape);

  /**
   * Answer of the roofline.
   *
   * @throws NoDataException if the operation has none or the system lacks a rate
   */
  OpTime roofline(OpShape shape);

  /** Rejects a number format that the system cannot multiply, whatever the tables hold. */
  default void requireRates() {}

  @Override
  default OpTime time(OpShape shape) {
    requireRates();
    DataMode mode = database().mode();
    return switch (mode) {
      case SILICON -> measured(shape);
      case HYBRID -> measuredElseEstimated(shape);
      case EMPIRICAL -> estimated(shape);
      case SOL -> roofline(shape);
    };
  }

  private OpTime measuredElseEstimated(OpShape shape) {
    try {
      return measured(shape);
    } catch (NoDataException silent) {
      if (silent.missing() != NoDataException.Missing.MEASUREMENT) {
        throw silent;
      }
      return estimated(shape);
    }
  }
}
