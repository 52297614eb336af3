package io.servelab.calibrate;

import io.servelab.accuracy.MeasuredPoint;
import io.servelab.accuracy.PointSimulator;
import io.servelab.accuracy.TruthRow;
import io.servelab.engine.sim.Calibration;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.study.ConfigLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What some measured points say about a cluster: five factors, and whether they help.
 *
 * <p>They help if points are predicted better by the factors that the others gave than by what
 * ships; otherwise nothing is changed.
 *
 * @param fitted the factors that all points gave
 * @param points the points
 * @param refused why points were left aside, by their names
 */
public record CalibrationRun(
    Calibration fitted, List<CalibrationPoint> points, Map<String, String> refused) {

  /** A smaller gain is luck. */
  private static final double LEAST_GAIN = 0.05;

  private static final int FEWEST = 2;

  /** Copies the lists. */
  public CalibrationRun {
    points = List.copyOf(points);
    refused = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }

  /**
   * Fits the factors to measured points; two to twenty are enough.
   *
   * @param rows lines with what was measured
   * @throws InvalidValueException if fewer than two of them can be used
   */
  public static CalibrationRun of(List<TruthRow> rows, PointSimulator simulator) {
    Map<String, String> refused = new LinkedHashMap<>();
    List<Sample> samples = new ArrayList<>();
    for (TruthRow row : rows) {
      try {
        samples.add(sample(simulator.prepare(row)));
      } catch (ServeLabException unusable) {
        refused.put(row.id(), String.valueOf(unusable.getMessage()));
      }
    }
    if (samples.size() < FEWEST) {
      throw tooFew(rows, refused);
    }
    FactorFit.Fitted fit = FactorFit.of(samples);
    List<CalibrationPoint> points =
        IntStream.range(0, samples.size())
            .parallel()
            .mapToObj(index -> point(samples.get(index), fit.all(), fit.without().get(index)))
            .toList();
    return new CalibrationRun(fit.all(), points, refused);
  }

  private static Sample sample(PointSimulator.Ready ready) {
    MeasuredPoint.Latency measured =
        ready
            .point()
            .measured()
            .orElseThrow(
                () ->
                    InvalidValueException.because(
                        "Mean ttft_ms and tpot_ms are needed, and were not measured."));
    return new Sample(ready.point(), measured, ready::simulate);
  }

  private static CalibrationPoint point(Sample sample, Calibration all, Calibration others) {
    MeasuredPoint.Load load = sample.point().load();
    return new CalibrationPoint(
        sample.point().id(),
        load.concurrency(),
        load.isl(),
        load.osl(),
        sample.measured(),
        sample.predict().apply(Calibration.NONE),
        sample.predict().apply(all),
        sample.predict().apply(others));
  }

  private static InvalidValueException tooFew(List<TruthRow> rows, Map<String, String> refused) {
    StringBuilder message = new StringBuilder();
    message.append("A calibration needs at least two measured points; usable are ");
    message.append(rows.size() - refused.size()).append(" of ").append(rows.size()).append('.');
    refused.forEach((id, why) -> message.append('\n').append(id).append(": ").append(why));
    return InvalidValueException.because(message.toString());
  }

  /** Whether the factors predict points better that they have not seen. */
  public boolean helps() {
    return leftOutError() < (1 - LEAST_GAIN) * errorBefore();
  }

  /** The factors if they help, else none. */
  public Calibration factors() {
    return helps() ? fitted : Calibration.NONE;
  }

  /** Mean error with everything as it ships, as a logarithm. */
  public double errorBefore() {
    return mean(point -> point.error(point.before()));
  }

  /** Mean error of points with the factors that the others gave, as a logarithm. */
  public double leftOutError() {
    return mean(point -> point.error(point.leftOut()));
  }

  /** Mean error of points with the factors that they gave themselves, as a logarithm. */
  public double errorAfter() {
    return mean(point -> point.error(point.after()));
  }

  private double mean(ToDoubleFunction<CalibrationPoint> error) {
    return points.stream().mapToDouble(error).average().orElseThrow();
  }

  /**
   * The factors as a layer of settings; without any where they do not help.
   *
   * @param name name of the layer
   */
  public ConfigLayer layer(String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (helps()) {
      fittedFactors().forEach(factor -> values.put(factor.key(), factor.factor()));
    }
    return ConfigLayer.of(name, values);
  }

  /**
   * A factor as all points gave it.
   *
   * @param key its key in a study
   * @param factor its value, rounded to three decimals: nobody measures more
   * @param bound the largest value that it may have; the inverse is the smallest
   * @param spread deviation of its logarithm before anything is measured
   */
  public record FittedFactor(String key, double factor, double bound, double spread) {}

  /** Every factor that all points gave. */
  public List<FittedFactor> fittedFactors() {
    return Factor.ALL.stream()
        .map(
            factor ->
                new FittedFactor(
                    "calibration." + factor.id(),
                    Math.round(1000 * factor.in(fitted)) / 1000.0,
                    factor.bound(),
                    factor.spread()))
        .toList();
  }

  /** What came of it, in one sentence. */
  public String verdict() {
    return String.format(
        java.util.Locale.ROOT,
        "%d points: mean error %.0f %% as it ships, %.0f %% for points that the fit did not see:"
            + " %s",
        points.size(),
        100 * Math.expm1(errorBefore()),
        100 * Math.expm1(leftOutError()),
        helps() ? "the calibration helps" : "declined, the calibration does not help");
  }
}
