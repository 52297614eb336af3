package io.servelab.calibrate;

import io.servelab.engine.sim.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.ConvergenceChecker;
import org.apache.commons.math3.util.Pair;

/**
 * The most likely factors given points: logarithms of predicted over measured are normal around 0,
 * those of the factors around 0 with the spread of {@link Factor}.
 *
 * <p>Least squares after Levenberg and Marquardt, with slopes from one simulation for each factor
 * and point. Without one point the factors follow from the slopes at the optimum, which leaves out
 * its residuals and solves the linear problem again.
 */
final class FactorFit {

  /** Deviation of single points within a deployment, as a logarithm: scheduling and noise. */
  private static final double TTFT_NOISE = 0.35;

  private static final double TPOT_NOISE = 0.08;

  private static final int FACTORS = Factor.ALL.size();

  /** Wide enough that whole passes and tokens do not make steps of the slope. */
  private static final double STEP = 0.05;

  private static final int MOST_EVALUATIONS = 40;
  private static final int MOST_ITERATIONS = 12;
  private static final double SETTLED = 1e-3;

  private final List<Sample> samples;

  private FactorFit(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * What was found.
   *
   * @param all factors from all points
   * @param without factors without each point
   */
  record Fitted(Calibration all, List<Calibration> without) {}

  /** Fits points, at least one. */
  static Fitted of(List<Sample> samples) {
    return new FactorFit(samples).fit();
  }

  private Fitted fit() {
    MultivariateJacobianFunction model = this::linear;
    int rows = 2 * samples.size() + FACTORS;
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .start(new double[FACTORS])
            .target(new double[rows])
            .model(model)
            .parameterValidator(FactorFit::clamped)
            .checker(settled())
            .maxEvaluations(MOST_EVALUATIONS)
            .maxIterations(MOST_ITERATIONS)
            .build();
    RealVector best = new LevenbergMarquardtOptimizer().optimize(problem).getPoint();
    Pair<RealVector, RealMatrix> there = linear(best);
    return new Fitted(
        Factor.of(best.toArray()),
        IntStream.range(0, samples.size())
            .mapToObj(index -> without(index, best, there.getFirst(), there.getSecond()))
            .toList());
  }

  /** Logarithms settle long before whole passes of a simulation do. */
  private static ConvergenceChecker<LeastSquaresProblem.Evaluation> settled() {
    return (iteration, previous, current) ->
        iteration >= MOST_ITERATIONS
            || previous.getPoint().getLInfDistance(current.getPoint()) < SETTLED;
  }

  private static RealVector clamped(RealVector logarithms) {
    RealVector inside = logarithms.copy();
    for (int index = 0; index < FACTORS; index++) {
      inside.setEntry(index, Factor.ALL.get(index).clamped(inside.getEntry(index)));
    }
    return inside;
  }

  /** Weighted residuals of points and factors, and their slopes. */
  private Pair<RealVector, RealMatrix> linear(RealVector logarithms) {
    double[] here = logarithms.toArray();
    double[][] errors = errorsAt(here);
    RealVector residuals = new ArrayRealVector(2 * samples.size() + FACTORS);
    RealMatrix slopes = new Array2DRowRealMatrix(residuals.getDimension(), FACTORS);
    fill(residuals, errors);
    for (int factor = 0; factor < FACTORS; factor++) {
      double[] beside = here.clone();
      // Away from the bound, beyond which nothing moves.
      double step = here[factor] > 0 ? -STEP : STEP;
      beside[factor] += step;
      double[][] moved = errorsAt(beside);
      for (int sample = 0; sample < samples.size(); sample++) {
        slopes.setEntry(
            2 * sample, factor, (moved[sample][0] - errors[sample][0]) / step / TTFT_NOISE);
        slopes.setEntry(
            2 * sample + 1, factor, (moved[sample][1] - errors[sample][1]) / step / TPOT_NOISE);
      }
      int prior = 2 * samples.size() + factor;
      double spread = Factor.ALL.get(factor).spread();
      residuals.setEntry(prior, here[factor] / spread);
      slopes.setEntry(prior, factor, 1 / spread);
    }
    return new Pair<>(residuals, slopes);
  }

  private static void fill(RealVector residuals, double[][] errors) {
    for (int sample = 0; sample < errors.length; sample++) {
      residuals.setEntry(2 * sample, errors[sample][0] / TTFT_NOISE);
      residuals.setEntry(2 * sample + 1, errors[sample][1] / TPOT_NOISE);
    }
  }

  private double[][] errorsAt(double[] logarithms) {
    Calibration calibration = Factor.of(logarithms);
    return samples.parallelStream()
        .map(sample -> sample.errors(calibration))
        .toArray(double[][]::new);
  }

  private static Calibration without(
      int left, RealVector best, RealVector residuals, RealMatrix slopes) {
    RealMatrix used = slopes.copy();
    for (int row = 2 * left; row < 2 * left + 2; row++) {
      used.setRow(row, new double[FACTORS]);
    }
    RealVector step =
        new LUDecomposition(used.transpose().multiply(used))
            .getSolver()
            .solve(used.transpose().operate(residuals));
    return Factor.of(best.subtract(step).toArray());
  }

  /** Mean of the absolute errors of several points. */
  static double mean(double[][] errors) {
    return Arrays.stream(errors)
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .average()
        .orElse(Double.NaN);
  }
}
