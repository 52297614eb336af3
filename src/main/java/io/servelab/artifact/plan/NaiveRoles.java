package io.servelab.artifact.plan;

import io.servelab.engine.EngineRules;
import io.servelab.engine.KvShare;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.PlanOptions;
import io.servelab.layers.WideExperts;
import io.servelab.model.InferredQuant;
import io.servelab.model.Parallelism;
import io.servelab.perf.Lanes;
import java.util.List;

/**
 * The pools of an unsearched deployment.
 *
 * @param sizing its size
 * @param release its software
 * @param load what it is made for
 */
record NaiveRoles(NaiveSizing sizing, Release release, NaiveLoad load) {

  RolePlan role(Role role, int workers) {
    InferredQuant quant = sizing.quant(release.engine());
    Parallelism layout = sizing.layout();
    long isl = load.request().isl();
    return new RolePlan(
        role,
        new RolePlan.Pool(workers, 1),
        layout,
        sizing.system(),
        new RolePlan.Point(role == Role.PREFILL ? 1 : load.batch(), role.prefills() ? isl : 0),
        quant.modes(),
        new RolePlan.Memory(
            kvShare(role, layout, quant).fraction(), 0, WideExperts.NONE, List.of()));
  }

  private KvShare kvShare(Role role, Parallelism layout, InferredQuant quant) {
    LayerPlan plan =
        new LayerPlan(
            sizing.model(),
            layout,
            quant,
            release.engine(),
            sizing.system(),
            Lanes.NONE,
            PlanOptions.NONE);
    EngineRules rules = EngineRules.of(release.engine());
    String version = release.version().text();
    return role.isSeparate()
        ? rules.kvShareOfSeparatePhases(plan, version)
        : rules.kvShare(plan, version);
  }
}
