package io.servelab.accuracy;

import io.servelab.engine.sim.HostModel;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges host times honestly: each group of points (model, system and engine) is predicted with
 * constants fitted on the other groups of its engine.
 */
final class CrossValidation {

  private final List<FittedHost> fitted = new ArrayList<>();

  private CrossValidation() {}

  /**
   * Fits to points with one pool that were measured; takes about half a minute for a thousand.
   *
   * @param points points that count
   */
  static CrossValidation of(List<PreparedPoint> points) {
    CrossValidation validation = new CrossValidation();
    for (ServingEngine engine : ServingEngine.values()) {
      List<PreparedPoint> own =
          points.stream().filter(point -> point.point().deployed().engine() == engine).toList();
      if (!own.isEmpty()) {
        HostFit fit = HostFit.of(engine, own);
        validation.add(engine, fit, FittedHost.NONE);
        fit.groups().forEach(group -> validation.add(engine, fit, group));
      }
    }
    return validation;
  }

  private void add(ServingEngine engine, HostFit fit, String leftOut) {
    fit.fit(leftOut)
        .forEach((replaced, host) -> fitted.add(new FittedHost(engine, leftOut, replaced, host)));
  }

  /**
   * Host times for a point, fitted without its group; those of all groups where its own took no
   * part, and the shipped ones where nothing was fitted for its engine and version.
   */
  HostModel host(PreparedPoint point) {
    return find(point, point.point().group())
        .or(() -> find(point, FittedHost.NONE))
        .map(FittedHost::host)
        .orElseGet(point::shippedHost);
  }

  private Optional<FittedHost> find(PreparedPoint point, String leftOut) {
    return fitted.stream()
        .filter(fit -> fit.engine() == point.point().deployed().engine())
        .filter(fit -> fit.replaced().equals(point.shippedHost()))
        .filter(fit -> fit.leftOut().equals(leftOut))
        .findFirst();
  }

  /** Every fit: for each engine and entry of host times first all groups, then each left out. */
  List<FittedHost> fitted() {
    return List.copyOf(fitted);
  }
}
