package io.servelab.artifact;

import io.servelab.artifact.memory.KvCacheCapacity;
import io.servelab.artifact.memory.KvCacheQuestion;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.NaiveLoad;
import io.servelab.artifact.plan.NaiveSizing;
import io.servelab.engine.RequestShape;
import io.servelab.error.InfeasibleException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.model.Parallelism;
import io.servelab.search.ServingMode;
import io.servelab.study.StudyConfig;
import io.servelab.study.StudySpec;
import java.util.List;
import java.util.Map;

/** A start without a search, for models and machines without measurements. */
public final class Unsearched {

  private Unsearched() {}

  /**
   * The plan of a study that is not searched: workers as small as the weights allow, and no larger
   * batch than the KV cache holds. Nothing of it is predicted, and all its files say so.
   *
   * @param config the study; its targets are not looked at
   * @param home where the systems are described
   * @throws io.servelab.error.InvalidValueException if the cluster does not hold one worker
   */
  public static DeploymentPlan plan(StudyConfig config, DataHome home, Models models) {
    StudySpec study = config.resolve();
    ServingEngine engine = study.engine().engine();
    NaiveSizing sizing =
        NaiveSizing.of(
            models.find(study.model()),
            GpuSystems.find(home, study.machines().system()),
            study.machines().gpus());
    RequestShape request = study.goal().request();
    long batch = batch(sizing, engine, request);
    ServingMode mode =
        study.modes().equals(List.of(ServingMode.DISAGGREGATED))
            ? ServingMode.DISAGGREGATED
            : ServingMode.AGGREGATED;
    DeploymentPlan plan =
        sizing.plan(engine, mode, new NaiveLoad(request, batch)).withStudy(config);
    int idle = sizing.totalGpus() - plan.gpus();
    return idle == 0
        ? plan
        : plan.withNote(
            idle + " of " + sizing.totalGpus() + " GPUs hold no whole worker and idle.");
  }

  /** Requests of a rank whose tokens the KV cache holds, at most the usual batch. */
  private static long batch(NaiveSizing sizing, ServingEngine engine, RequestShape request) {
    Parallelism layout = sizing.layout();
    Map<String, Object> widths =
        Map.of(
            "tp", layout.tp(),
            "dp", layout.dp(),
            "moe_tp", layout.moeTp(),
            "moe_ep", layout.moeEp());
    try {
      long tokens =
          KvCacheCapacity.of(KvCacheQuestion.of(sizing.model(), engine, sizing.system(), widths))
              .size()
              .tokens();
      long requests = tokens / (request.isl() + request.osl());
      return Math.max(1, Math.min(NaiveLoad.USUAL.batch(), requests));
    } catch (InfeasibleException noRoom) {
      return 1; // The plan's own warning says that it will hardly start.
    }
  }
}
