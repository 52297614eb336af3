package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;

/** The rule of an engine: which parameters a worker gets, and what value each has. */
interface EngineSettings {

  /** The rule of an engine. */
  static EngineSettings of(ServingEngine engine) {
    return switch (engine) {
      case TRTLLM -> new TrtLlmSettings();
      case SGLANG -> new SglangSettings();
      case VLLM -> new VllmSettings();
    };
  }

  /** Parameters of a worker, before a person changed any. */
  List<Setting> settings(DeploymentPlan plan, RolePlan role);

  /** What the engine cannot be told about a worker. */
  List<NotExpressible> notExpressible(DeploymentPlan plan, RolePlan role);
}
