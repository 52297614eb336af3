package io.servelab.layers;

import io.servelab.engine.Worker;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A worker of every bundled model, on a system that computes in all formats. */
final class TestWorkers {

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final Models MODELS = new Models();

  private TestWorkers() {}

  /** Under rooflines, so that every operation has a time. */
  static PerfDatabase rooflines() {
    return DATABASES
        .get("b200_sxm", ServingEngine.SGLANG, "", DataMode.SOL, TransferPolicy.AGGRESSIVE)
        .withRules(RuleSet.SERVELAB);
  }

  static PerfDatabase measured() {
    return rooflines().withMode(DataMode.SILICON);
  }

  /** Attention split over so many ranks, experts spread over them. */
  static LayerPlan plan(String model, int ranks, PerfDatabase database) {
    ModelConfig config = MODELS.find(model);
    int experts = config.isMoe() && config.experts().count() > 0 ? ranks : 1;
    return WorkerFactory.plan(
        new WorkerSpec(
            config,
            database,
            new RequestedLayout(ranks, 1, 1, OptionalInt.empty(), OptionalInt.of(experts), 1),
            ServingChoices.NONE,
            WorkerRole.MIXED,
            QuantContext.Purpose.DEPLOYMENT));
  }

  static Worker worker(LayerPlan plan, LayerEdit... edits) {
    return Worker.of(plan, ModelLayers.stack(plan, List.of(edits)), rooflines());
  }

  /** Names of the bundled models. */
  static List<String> models() {
    return ModelCatalog.names();
  }
}
