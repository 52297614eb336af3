package io.servelab.accuracy;

import java.util.function.ToDoubleFunction;

/**
 * Finds a low value of a function that has kinks, inside the box from -1 to 1 in each direction.
 *
 * <p>Source: Hooke and Jeeves, "Direct search solution of numerical and statistical problems",
 * Journal of the ACM 8 (1961); without their pattern moves.
 */
final class PatternSearch {

  private static final double SMALLEST_STEP = 0.005;

  private PatternSearch() {}

  /** The best point reached from the middle of the box. */
  static double[] minimise(int size, ToDoubleFunction<double[]> value) {
    double[] best = new double[size];
    double lowest = value.applyAsDouble(best);
    double step = 1;
    while (step > SMALLEST_STEP) {
      boolean improved = false;
      for (int direction = 0; direction < 2 * size; direction++) {
        double[] tried = best.clone();
        int index = direction / 2;
        double moved = tried[index] + (direction % 2 == 0 ? step : -step);
        tried[index] = Math.min(1, Math.max(-1, moved));
        double reached = value.applyAsDouble(tried);
        if (reached < lowest) {
          lowest = reached;
          best = tried;
          improved = true;
        }
      }
      step = improved ? step : step / 2;
    }
    return best;
  }
}
