package io.servelab.artifact;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Prediction;
import io.servelab.artifact.plan.Releases;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a reader must know before deploying. */
final class Warnings {

  private Warnings() {}

  static List<String> of(DeploymentPlan plan) {
    List<String> warnings = new ArrayList<>(plan.basis().notes());
    plan.basis().prediction().ifPresent(predicted -> addVersions(warnings, plan, predicted));
    addRelease(warnings, plan);
    if (plan.model().isFolder() && !plan.platform().has(PlatformKey.MODEL_CACHE)) {
      warnings.add(
          "Every worker must see the weights in "
              + plan.model().path()
              + "; set model.path where they are, or platform.model_cache and"
              + " platform.model_cache_path for a volume.");
    }
    long request = plan.load().isl() + plan.load().osl();
    long longest = plan.model().contextLength();
    if (longest > 0 && request > longest) {
      warnings.add(
          "A request of "
              + request
              + " tokens is longer than the "
              + longest
              + " that the model reads.");
    }
    return warnings;
  }

  private static void addVersions(
      List<String> warnings, DeploymentPlan plan, Prediction predicted) {
    TreeSet<String> measured = new TreeSet<>();
    predicted.measured().values().forEach(data -> measured.add(data.version()));
    String deployed = plan.release().version().text();
    if (!measured.equals(new TreeSet<>(List.of(deployed)))) {
      warnings.add(
          "Predicted from measurements of "
              + plan.release().engine()
              + " "
              + String.join(" and ", measured)
              + ", deployed with "
              + deployed
              + ".");
    }
  }

  private static void addRelease(List<String> warnings, DeploymentPlan plan) {
    EngineVersion dynamo = plan.release().dynamo();
    EngineVersion version = plan.release().version();
    Releases releases = Releases.standard();
    if (!releases.knows(dynamo)) {
      warnings.add(
          "Dynamo "
              + dynamo
              + " is not known; flags are those of the last known release before it.");
    }
    EngineVersion bundled = releases.engineVersion(plan.release().engine(), dynamo);
    if (bundled.compareTo(version) != 0) {
      warnings.add(
          "The images of Dynamo "
              + dynamo
              + " hold "
              + plan.release().engine()
              + " "
              + bundled
              + ", not "
              + version
              + "; set platform.image to one that does.");
    }
    boolean newer =
        KnownFlags.versions(plan.release().engine().id()).stream()
            .allMatch(listed -> listed.compareTo(version) < 0);
    if (newer && plan.release().engine() != ServingEngine.TRTLLM) {
      warnings.add(
          "The flags of "
              + plan.release().engine()
              + " "
              + version
              + " are not listed; they were"
              + " checked against an earlier version.");
    }
  }
}
