package io.servelab.engine.load;

import java.util.SplittableRandom;

/** Random numbers that are the same on every machine. */
final class Draws {

  private Draws() {}

  /** Exponential with mean 1. */
  static double exponential(SplittableRandom random) {
    return -StrictMath.log1p(-random.nextDouble());
  }

  /** Standard normal, by the polar method; the second of each pair is not kept. */
  static double gaussian(SplittableRandom random) {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /**
   * Gamma with mean 1.
   *
   * <p>Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM
   * Transactions on Mathematical Software 26 (2000); shapes below 1 by their boost.
   */
  static double gamma(SplittableRandom random, double shape) {
    if (shape < 1) {
      double boost = StrictMath.pow(1 - random.nextDouble(), 1 / shape);
      return gamma(random, shape + 1) * (shape + 1) / shape * boost;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double normal = gaussian(random);
      double cube = 1 + c * normal;
      if (cube > 0) {
        double v = cube * cube * cube;
        double uniform = 1 - random.nextDouble();
        if (StrictMath.log(uniform) < 0.5 * normal * normal + d * (1 - v + StrictMath.log(v))) {
          return d * v / shape;
        }
      }
    }
  }
}
