package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.engine.sim.HostModel;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the host times of one engine to measured points.
 *
 * <p>Four constants: request time, the cost of passes with prompts, the time to launch them where
 * attention is latent, and the cost of decode passes; the last one separately for versions that
 * ship with different host times. Every group of points counts with the square root of its size,
 * and no error counts for more than {@link #CAP}, because some runs paid cold starts that no
 * constant explains.
 */
final class HostFit {

  /** Largest error that counts, as a logarithm. */
  static final double CAP = 0.4;

  private static final double TPOT_WEIGHT = 2;

  /**
   * Pulls constants to the middle of their box where the points do not tell, and so the decode
   * costs of versions together. Errors of left-out groups hardly depend on it between half and
   * double.
   */
  private static final double PULL = 0.025;

  private static final int REQUEST = 0;
  private static final int PROMPTS = 1;
  private static final int LAUNCH = 2;
  private static final int DECODE = 3;
  private static final int CONSTANTS = 4;

  /** Upper ends of the constants, milliseconds as in {@link HostModel}; the lower ends are 0. */
  private record Box(double request, double prefill, double launch, double decode) {

    static Box of(ServingEngine engine) {
      return engine == ServingEngine.SGLANG ? new Box(10, 0, 4, 0.06) : new Box(10, 0.8, 4, 0.03);
    }

    HostModel model(double... scaled) {
      return new HostModel(
          request * share(scaled[REQUEST]),
          launch * share(scaled[LAUNCH]),
          prefill * share(scaled[PROMPTS]),
          decode * share(scaled[DECODE]));
    }

    private static double share(double scaled) {
      return (scaled + 1) / 2;
    }
  }

  private final Box box;
  private final List<Row> rows = new ArrayList<>();
  private final List<HostModel> versions = new ArrayList<>();

  private record Row(String group, int version, QuadraticErrors errors) {}

  private HostFit(ServingEngine engine) {
    this.box = Box.of(engine);
  }

  /** Simulates all points of an engine around the middle of the box; takes a while. */
  static HostFit of(ServingEngine engine, List<PreparedPoint> points) {
    HostFit fit = new HostFit(engine);
    // Sums of doubles depend on their order; the order of a file must not.
    List<PreparedPoint> ordered =
        points.stream().sorted(Comparator.comparing(point -> point.point().id())).toList();
    ordered.stream().map(PreparedPoint::shippedHost).distinct().forEach(fit.versions::add);
    ordered.parallelStream()
        .map(
            point ->
                new Row(
                    point.point().group(),
                    fit.versions.indexOf(point.shippedHost()),
                    fit.errors(point)))
        .toList()
        .forEach(fit.rows::add);
    return fit;
  }

  private QuadraticErrors errors(PreparedPoint point) {
    Latency measured = point.point().measured().orElseThrow();
    return QuadraticErrors.of(CONSTANTS, measured, scaled -> point.simulate(box.model(scaled)));
  }

  /** Groups of points. */
  List<String> groups() {
    return rows.stream().map(Row::group).distinct().sorted().toList();
  }

  /**
   * Fitted host times by the ones that they replace, those of the version.
   *
   * @param leftOut group that does not count; empty to use all
   */
  Map<HostModel, HostModel> fit(String leftOut) {
    Map<String, Integer> sizes = new HashMap<>();
    List<Row> used = rows.stream().filter(row -> !row.group.equals(leftOut)).toList();
    used.forEach(row -> sizes.merge(row.group, 1, Integer::sum));
    double[] best =
        PatternSearch.minimise(DECODE + versions.size(), constants -> loss(used, sizes, constants));
    Map<HostModel, HostModel> fitted = new LinkedHashMap<>();
    for (int version = 0; version < versions.size(); version++) {
      fitted.put(
          versions.get(version),
          box.model(best[REQUEST], best[PROMPTS], best[LAUNCH], best[DECODE + version]));
    }
    return fitted;
  }

  private double loss(List<Row> used, Map<String, Integer> sizes, double[] constants) {
    double loss = 0;
    double weights = 0;
    double[] own = Arrays.copyOf(constants, CONSTANTS);
    for (Row row : used) {
      own[DECODE] = constants[DECODE + row.version];
      double weight = 1 / Math.sqrt(sizes.get(row.group));
      weights += weight;
      loss +=
          weight
              * (Math.min(CAP, Math.abs(row.errors.ttft(own)))
                  + TPOT_WEIGHT * Math.min(CAP, Math.abs(row.errors.tpot(own))));
    }
    double pulled = Arrays.stream(constants).map(constant -> constant * constant).sum();
    return loss + PULL * weights * pulled;
  }
}
