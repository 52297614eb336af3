package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.engine.sim.Calibration;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostModel;
import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.util.List;
import java.util.Optional;

/** Simulates measured points on clusters that differ by a few factors. */
public final class PointSimulator {

  private final Predictor predictor;

  /** Over shipped measurements, under the rules {@code servelab}. */
  public PointSimulator(Databases databases, Models models) {
    this(databases, models, EngineTuning.BENCHMARK);
  }

  /** With engines that are set otherwise than in public benchmarks. */
  public PointSimulator(Databases databases, Models models, EngineTuning tuning) {
    this.predictor = new Predictor(databases, models, RuleSet.SERVELAB, tuning);
  }

  /** A point whose engines are ready. Safe to share between threads. */
  public static final class Ready {

    private final PreparedPoint prepared;
    private final HostModel host;

    private Ready(PreparedPoint prepared, HostModel host) {
      this.prepared = prepared;
      this.host = host;
    }

    /** The point. */
    public MeasuredPoint point() {
      return prepared.point();
    }

    /** Whether its engines all serve alike, in one pool. */
    public boolean onePool() {
      return prepared instanceof OnePoolPoint;
    }

    /** Mean latencies with these factors on the shipped host and pass times. */
    public Latency simulate(Calibration factors) {
      return prepared.calibrated(factors).simulate(factors.on(host));
    }
  }

  /**
   * Makes the engines of a line ready.
   *
   * @throws io.servelab.error.ServeLabException if the line cannot be read, or if its model, system
   *     or tables cannot answer
   */
  public Ready prepare(TruthRow row) {
    PreparedPoint prepared = predictor.prepare(PointReader.read(row));
    return new Ready(prepared, prepared.shippedHost());
  }

  /** A line whose engines can be made ready; empty if not. */
  public Optional<Ready> find(TruthRow row) {
    try {
      return Optional.of(prepare(row));
    } catch (ServeLabException refused) {
      return Optional.empty();
    }
  }

  /**
   * The same points with host times that were fitted to points of other groups only (a group is a
   * model, a system and an engine). Points of two pools keep theirs.
   */
  public static List<Ready> withoutOwnGroup(List<Ready> points) {
    CrossValidation fits =
        CrossValidation.of(
            points.stream().filter(Ready::onePool).map(point -> point.prepared).toList());
    return points.stream()
        .map(point -> new Ready(point.prepared, fits.host(point.prepared)))
        .toList();
  }
}
