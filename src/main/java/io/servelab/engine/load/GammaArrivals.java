package io.servelab.engine.load;

import io.servelab.error.InvalidValueException;
import java.util.SplittableRandom;

/**
 * Independent gaps from a gamma distribution.
 *
 * @param requestsPerS mean rate
 * @param burstiness shape of the distribution: 1 is a Poisson process, less is burstier, more is
 *     more regular
 */
public record GammaArrivals(double requestsPerS, double burstiness) implements Arrivals {

  private static final double NS_PER_S = 1e9;

  /** Requires a positive rate and shape. */
  public GammaArrivals {
    ConstantArrivals.requirePositive("requests per second", requestsPerS);
    ConstantArrivals.requirePositive("burstiness", burstiness);
    if (burstiness < 1e-3) {
      throw InvalidValueException.of("burstiness", burstiness, "at least 0.001 can be drawn.");
    }
  }

  @Override
  public long[] moments(int count, SplittableRandom random) {
    long[] moments = new long[count];
    double now = 0;
    for (int index = 0; index < count; index++) {
      double gap = burstiness == 1 ? Draws.exponential(random) : Draws.gamma(random, burstiness);
      now += gap / requestsPerS;
      moments[index] = Math.round(now * NS_PER_S);
    }
    return moments;
  }

  @Override
  public Arrivals everyNth(int servers) {
    return new GammaArrivals(requestsPerS / servers, burstiness * servers);
  }
}
