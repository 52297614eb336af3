package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.engine.sim.HostModel;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges host times honestly: each group of points (model, system and engine) is predicted with
 * constants fitted on the other groups of its engine.
 */
final class CrossValidation {

  private final List<LeftOut> points = new ArrayList<>();
  private final StringBuilder constants = new StringBuilder();

  private CrossValidation() {}

  /**
   * A point that was predicted without its group.
   *
   * @param point the point
   * @param predicted its prediction
   */
  record LeftOut(MeasuredPoint point, Latency predicted) {

    double ttftRatio() {
      return predicted.ttftMs() / point.measured().orElseThrow().ttftMs();
    }

    double tpotRatio() {
      return predicted.tpotMs() / point.measured().orElseThrow().tpotMs();
    }
  }

  /**
   * Runs over points with one pool that were measured; takes about half a minute for a thousand.
   */
  static CrossValidation of(List<PreparedPoint> points) {
    CrossValidation validation = new CrossValidation();
    for (ServingEngine engine : ServingEngine.values()) {
      List<PreparedPoint> own =
          points.stream().filter(point -> point.point().deployed().engine() == engine).toList();
      if (!own.isEmpty()) {
        validation.run(engine, own);
      }
    }
    return validation;
  }

  private void run(ServingEngine engine, List<PreparedPoint> own) {
    HostFit fit = HostFit.of(engine, own);
    constants.append(engine).append(", all groups: ").append(text(fit.fit(""))).append('\n');
    for (String group : fit.groups()) {
      Map<HostModel, HostModel> fitted = fit.fit(group);
      constants.append("  without ").append(group).append(": ").append(text(fitted)).append('\n');
      own.parallelStream()
          .filter(point -> point.point().group().equals(group))
          .map(point -> new LeftOut(point.point(), point.simulate(fitted.get(point.shippedHost()))))
          .toList()
          .forEach(points::add);
    }
  }

  private static String text(Map<HostModel, HostModel> fitted) {
    StringBuilder text = new StringBuilder();
    fitted.values().stream()
        .sorted((left, right) -> Double.compare(left.decodeMs(), right.decodeMs()))
        .forEach(
            host ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "request %.2f launch %.2f prefill %.3f decode %.4f; ",
                        host.requestMs(),
                        host.launchMs(),
                        host.prefillMs(),
                        host.decodeMs())));
    return text.toString();
  }

  /** Every point with its prediction. */
  List<LeftOut> points() {
    return List.copyOf(points);
  }

  /** The fitted constants, one line for each group left out. */
  String constants() {
    return constants.toString();
  }
}
