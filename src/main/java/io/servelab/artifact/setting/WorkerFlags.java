package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Release;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;

/** From a plan to the flags of a worker: rules first, what a person set last. */
public final class WorkerFlags {

  private WorkerFlags() {}

  /** Parameters of a worker, what a person set included. */
  public static List<Setting> settings(DeploymentPlan plan, RolePlan role) {
    List<Setting> rules = EngineSettings.of(plan.release().engine()).settings(plan, role);
    boolean predicted = plan.basis().prediction().isPresent();
    return new SettingList()
        .addAll(predicted ? rules : rules.stream().map(Setting::unpredicted).toList())
        .override(plan.adjustments().overrides().parameters(role.role()))
        .all();
  }

  /** Flags of a worker. */
  public static FlagSet of(DeploymentPlan plan, RolePlan role) {
    Release release = plan.release();
    return FlagTable.of(release.engine(), release.version())
        .translate(settings(plan, role), role.role().id())
        .override(
            plan.adjustments().overrides().flags(role.role()),
            release.engine() == ServingEngine.TRTLLM)
        .plus(EngineSettings.of(release.engine()).notExpressible(plan, role));
  }
}
