package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.accuracy.MeasuredPoint.OnePool;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import io.servelab.model.TransformerShape;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;

/**
 * Predicts measured points: the engine's scheduler on modelled pass times. Safe to share between
 * threads.
 */
final class Predictor {

  private final Workers workers;
  private final EngineTuning tuning;

  Predictor(Databases databases, Models models, RuleSet rules) {
    this(databases, models, rules, EngineTuning.BENCHMARK);
  }

  /** With engines set otherwise than in public benchmarks. */
  Predictor(Databases databases, Models models, RuleSet rules, EngineTuning tuning) {
    this.workers = new Workers(databases, models, rules);
    this.tuning = tuning;
  }

  /**
   * Makes the engines of a point ready.
   *
   * @throws io.servelab.error.ServeLabException if its model, system or tables cannot answer
   */
  PreparedPoint prepare(MeasuredPoint point) {
    Deployed deployed = point.deployed();
    requireContext(point);
    if (deployed.pools() instanceof TwoPools pools) {
      return new TwoPoolPoint(
          point,
          pools,
          workers.get(deployed, pools.prefill().layout()),
          workers.get(deployed, pools.decode().layout()),
          tuning);
    }
    return new OnePoolPoint(
        point, workers.get(deployed, ((OnePool) deployed.pools()).layout()), tuning);
  }

  private void requireContext(MeasuredPoint point) {
    long tokens = (long) point.load().isl() + point.load().osl();
    TransformerShape shape = workers.model(point.deployed()).shape();
    if (shape.isTooLong(tokens)) {
      throw InvalidValueException.of(
          "isl + osl", tokens, "the model's context ends at " + shape.contextLength() + " tokens.");
    }
  }
}
