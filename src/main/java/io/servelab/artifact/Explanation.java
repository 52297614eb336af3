package io.servelab.artifact;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.setting.EngineFlag;
import io.servelab.artifact.target.Deployment;
import io.servelab.artifact.target.EngineFiles;
import io.servelab.artifact.target.FlagWords;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;

/** The table of flags and reasons. */
final class Explanation {

  private Explanation() {}

  static List<ExplainedFlag> of(Deployment deployment, List<ArtifactFile> files) {
    List<ExplainedFlag> rows = new ArrayList<>();
    for (RolePlan role : deployment.plan().roles()) {
      boolean inFile = deployment.plan().release().engine() == ServingEngine.TRTLLM;
      String file = inFile ? EngineFiles.name(role.role()) : "every start command";
      for (EngineFlag flag : deployment.flags(role.role()).flags()) {
        rows.add(
            new ExplainedFlag(
                file,
                role.role().id(),
                (inFile ? "" : "--") + flag.name(),
                flag.isSwitch() && !inFile ? "" : FlagWords.text(flag.value()),
                flag.why(),
                flag.origin().label()));
      }
      rows.add(
          sized(
              role,
              files,
              "workers",
              role.pool().workers(),
              "replicas of the deployment times" + " workers in each"));
      rows.add(sized(role, files, "GPUs of a worker", role.workerGpus(), "product of its layout"));
    }
    return rows;
  }

  private static ExplainedFlag sized(
      RolePlan role, List<ArtifactFile> files, String what, int count, String why) {
    String file =
        files.stream()
            .map(ArtifactFile::path)
            .filter("k8s_deploy.yaml"::equals)
            .findFirst()
            .orElse("");
    return new ExplainedFlag(
        file, role.role().id(), what, Integer.toString(count), why, "prediction");
  }
}
