package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.engine.Speculation;
import io.servelab.error.NoDataException;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.serving.PricedWorker;
import java.util.Map;
import java.util.OptionalInt;
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
   * The model of a point.
   *
   * @throws io.servelab.error.ServeLabException if model or system are unknown
   */
  ModelConfig model(Deployed deployed) {
    return DeploymentReading.of(deployed, models, database(deployed).system().gpu()).model();
  }

  private PerfDatabase database(Deployed deployed) {
    return databases
        .get(deployed.system(), deployed.engine(), "", DataMode.HYBRID, TransferPolicy.AGGRESSIVE)
        .withRules(rules);
  }

  /**
   * An engine of a point.
   *
   * @throws io.servelab.error.ServeLabException if its model, system or tables cannot answer
   */
  PricedWorker get(Deployed deployed, RequestedLayout layout) {
    PerfDatabase database = database(deployed);
    DeploymentReading reading = DeploymentReading.of(deployed, models, database.system().gpu());
    RequestedLayout complete = withExperts(layout, reading.model());
    String key = String.join(" ", database.toString(), reading.toString(), complete.toString());
    return built.computeIfAbsent(key, absent -> build(database, reading, complete));
  }

  /** Experts whose widths were not recorded: spread over ranks that share them, else sharded. */
  private static RequestedLayout withExperts(RequestedLayout layout, ModelConfig model) {
    boolean stated = layout.moeTp().isPresent() || layout.moeEp().isPresent();
    if (stated || !model.isMoe()) {
      return layout;
    }
    OptionalInt width = OptionalInt.of(layout.tp() * layout.dp());
    return layout.dp() > 1
        ? layout.withExperts(OptionalInt.of(1), width)
        : layout.withExperts(width, OptionalInt.of(1));
  }

  /** What ran can be predicted: where no attention over an FP8 cache was measured, in 16 bit. */
  private static PricedWorker build(
      PerfDatabase database, DeploymentReading reading, RequestedLayout layout) {
    try {
      return build(database, reading.model(), reading.quant(), layout);
    } catch (NoDataException unmeasured) {
      return build(database, reading.model(), reading.quant().withKv(KvQuant.BFLOAT16), layout);
    }
  }

  private static PricedWorker build(
      PerfDatabase database, ModelConfig model, QuantChoices quant, RequestedLayout layout) {
    return PricedWorker.of(
        WorkerFactory.build(
            new WorkerSpec(
                model,
                database,
                layout,
                new ServingChoices(quant, Speculation.NONE, ""),
                // The grid of pass times covers both phases, whichever the engine runs.
                WorkerRole.MIXED,
                QuantContext.Purpose.DEPLOYMENT)));
  }
}
