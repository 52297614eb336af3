package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.engine.Speculation;
import io.servelab.engine.Worker;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.serving.PricedWorker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the engines of measured points, each once. Safe to share between threads. */
final class Workers {

  private final Databases databases;
  private final Models models;
  private final RuleSet rules;
  private final Map<String, PricedWorker> built = new ConcurrentHashMap<>();

  Workers(Databases databases, Models models, RuleSet rules) {
    this.databases = databases;
    this.models = models;
    this.rules = rules;
  }

  /**
   * An engine of a point.
   *
   * @throws io.servelab.error.ServeLabException if its model, system or tables cannot answer
   */
  PricedWorker get(Deployed deployed, RequestedLayout layout) {
    PerfDatabase database =
        databases
            .get(
                deployed.system(),
                deployed.engine(),
                "",
                DataMode.HYBRID,
                TransferPolicy.AGGRESSIVE)
            .withRules(rules);
    DeploymentReading reading = DeploymentReading.of(deployed, models, database.system().gpu());
    String key = String.join(" ", database.toString(), reading.toString(), layout.toString());
    PricedWorker known = built.get(key);
    if (known == null) {
      known = build(database, reading, layout);
      PricedWorker earlier = built.putIfAbsent(key, known);
      known = earlier == null ? known : earlier;
    }
    return known;
  }

  private static PricedWorker build(
      PerfDatabase database, DeploymentReading reading, RequestedLayout layout) {
    Worker worker =
        WorkerFactory.build(
            new WorkerSpec(
                reading.model(),
                database,
                layout,
                new ServingChoices(reading.quant(), Speculation.NONE, ""),
                // The grid of pass times covers both phases, whichever the engine runs.
                WorkerRole.MIXED,
                QuantContext.Purpose.DEPLOYMENT));
    return PricedWorker.of(worker);
  }
}
