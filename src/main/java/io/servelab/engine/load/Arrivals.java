package io.servelab.engine.load;

import java.util.SplittableRandom;

/** When clients send requests that do not wait for one another. */
public sealed interface Arrivals permits GammaArrivals, ConstantArrivals, TraceArrivals {

  /**
   * Moments of sending, nanoseconds from the start, in order.
   *
   * @param count requests
   */
  long[] moments(int count, SplittableRandom random);

  /** Requests per second over a long time. */
  double requestsPerS();

  /** Every so-manieth of these arrivals, as one of so many equal servers sees them. */
  Arrivals everyNth(int servers);

  /** Arrivals that know nothing of one another: a Poisson process. */
  static Arrivals poisson(double requestsPerS) {
    return new GammaArrivals(requestsPerS, 1);
  }
}
