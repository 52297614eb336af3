package io.servelab.artifact;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.artifact.lint.BundleLint;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.StudyOnly;
import io.servelab.artifact.setting.NotExpressible;
import io.servelab.artifact.target.Deployment;
import io.servelab.artifact.target.EngineFiles;
import io.servelab.artifact.target.GeneratedFiles;
import io.servelab.artifact.target.Target;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Generates everything that a deployment needs, and checks it. */
public final class Artifacts {

  private Artifacts() {}

  /**
   * Files for every target that the deployment can run on.
   *
   * @throws InvalidValueException if the engine cannot take a name of the plan
   */
  public static ArtifactBundle of(DeploymentPlan plan) {
    return of(plan, EnumSet.allOf(Target.class));
  }

  /**
   * Files for some targets. A target that the deployment cannot run on is reported, with the
   * reason, as not expressible.
   *
   * @throws InvalidValueException if the engine cannot take a name of the plan
   */
  public static ArtifactBundle of(DeploymentPlan plan, Set<Target> targets) {
    requireName(plan);
    Deployment deployment = Deployment.of(plan);
    GeneratedFiles generated = GeneratedFiles.of(deployment, targets);
    List<NotExpressible> missing = new ArrayList<>();
    plan.roles().forEach(role -> missing.addAll(deployment.flags(role.role()).missing()));
    for (StudyOnly setting : plan.settings().studyOnly()) {
      missing.add(
          new NotExpressible("", setting.key(), setting.value(), setting.why(), setting.advice()));
    }
    missing.addAll(generated.missing());
    List<ExplainedFlag> explained = Explanation.of(deployment, generated.files());
    List<String> warnings = Warnings.of(plan);
    List<ArtifactFile> files = new ArrayList<>(generated.files());
    files.addAll(new Records(plan, explained, missing, warnings).files(generated.files()));
    return new ArtifactBundle(
        deployment.name(), files, explained, missing, warnings, BundleLint.of(deployment, files));
  }

  /** Files of the engine alone, for callers that start workers themselves. */
  public static List<ArtifactFile> engineFiles(DeploymentPlan plan) {
    return EngineFiles.of(Deployment.of(plan));
  }

  /** SGLang reads a colon in a served name as the name of an adapter. */
  private static void requireName(DeploymentPlan plan) {
    String name = plan.model().servedName();
    if (plan.release().engine() == ServingEngine.SGLANG && name.contains(":")) {
      throw InvalidValueException.of(
          "served model name",
          name,
          "sglang takes no colon in it.\nGive another one with withModel(path, name).");
    }
  }
}
