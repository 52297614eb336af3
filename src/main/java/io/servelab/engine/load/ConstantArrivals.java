package io.servelab.engine.load;

import io.servelab.error.InvalidValueException;
import java.util.SplittableRandom;

/**
 * Equal gaps; the first request comes after half a gap.
 *
 * @param requestsPerS rate
 */
public record ConstantArrivals(double requestsPerS) implements Arrivals {

  private static final double NS_PER_S = 1e9;

  /** Requires a positive rate. */
  public ConstantArrivals {
    requirePositive("requests per second", requestsPerS);
  }

  static void requirePositive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of(what, value, "it is positive and finite.");
    }
  }

  @Override
  public long[] moments(int count, SplittableRandom random) {
    long[] moments = new long[count];
    for (int index = 0; index < count; index++) {
      moments[index] = Math.round((index + 0.5) / requestsPerS * NS_PER_S);
    }
    return moments;
  }

  @Override
  public Arrivals everyNth(int servers) {
    return new ConstantArrivals(requestsPerS / servers);
  }
}
