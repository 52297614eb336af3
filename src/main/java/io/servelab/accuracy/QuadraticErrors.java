package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import java.util.function.Function;

/**
 * Errors of one point as quadratic functions of a few constants: simulated at the middle, the faces
 * and the edges of a box once, read anywhere afterwards.
 *
 * <p>Errors are logarithms of predicted over measured. Constants are scaled so that the box reaches
 * from -1 to 1 in each.
 */
final class QuadraticErrors {

  private static final int TTFT = 0;
  private static final int TPOT = 1;

  private final int size;
  private final double[] middle;
  private final double[][] slope;
  private final double[][][] curvature;

  private QuadraticErrors(int size) {
    this.size = size;
    this.middle = new double[2];
    this.slope = new double[2][size];
    this.curvature = new double[2][size][size];
  }

  /**
   * Fits the functions.
   *
   * @param size number of constants
   * @param measured what was measured
   * @param simulate latencies at scaled constants
   */
  static QuadraticErrors of(int size, Latency measured, Function<double[], Latency> simulate) {
    QuadraticErrors errors = new QuadraticErrors(size);
    Function<double[], double[]> at = scaled -> logs(simulate.apply(scaled), measured);
    double[] middle = at.apply(new double[size]);
    System.arraycopy(middle, 0, errors.middle, 0, 2);
    for (int index = 0; index < size; index++) {
      double[] up = at.apply(corner(size, index, 1, index, 1));
      double[] down = at.apply(corner(size, index, -1, index, -1));
      for (int metric = TTFT; metric <= TPOT; metric++) {
        errors.slope[metric][index] = (up[metric] - down[metric]) / 2;
        errors.curvature[metric][index][index] =
            (up[metric] + down[metric] - 2 * middle[metric]) / 2;
      }
      for (int other = index + 1; other < size; other++) {
        double[] both = at.apply(corner(size, index, 1, other, 1));
        double[] first = at.apply(corner(size, index, 1, other, -1));
        double[] second = at.apply(corner(size, index, -1, other, 1));
        double[] none = at.apply(corner(size, index, -1, other, -1));
        for (int metric = TTFT; metric <= TPOT; metric++) {
          errors.curvature[metric][index][other] =
              (both[metric] - first[metric] - second[metric] + none[metric]) / 4;
        }
      }
    }
    return errors;
  }

  private static double[] logs(Latency predicted, Latency measured) {
    return new double[] {
      Math.log(predicted.ttftMs() / measured.ttftMs()),
      Math.log(predicted.tpotMs() / measured.tpotMs())
    };
  }

  private static double[] corner(int size, int first, int up, int second, int right) {
    double[] corner = new double[size];
    corner[first] = up;
    corner[second] = right;
    return corner;
  }

  /** Error of the time to first token at scaled constants. */
  double ttft(double[] scaled) {
    return at(TTFT, scaled);
  }

  /** Error of the time per output token at scaled constants. */
  double tpot(double[] scaled) {
    return at(TPOT, scaled);
  }

  private double at(int metric, double[] scaled) {
    double error = middle[metric];
    for (int index = 0; index < size; index++) {
      error += slope[metric][index] * scaled[index];
      for (int other = index; other < size; other++) {
        error += curvature[metric][index][other] * scaled[index] * scaled[other];
      }
    }
    return error;
  }
}
