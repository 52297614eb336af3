package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GPUs that files claim but the plan does not have, or the other way round.
 *
 * @param plan the plan
 */
record GpuLint(DeploymentPlan plan) {

  private static final Pattern DEVICES =
      Pattern.compile("(?:CUDA_VISIBLE_DEVICES|ZE_AFFINITY_MASK)=([0-9,]+)");

  private static final Pattern GPU = Pattern.compile("gpu\\..+|.+/gpu");
  private static final String PATCHED = "/spec/template/spec";

  List<Finding> of(List<ArtifactFile> files) {
    List<Finding> findings = new ArrayList<>();
    int inScripts = 0;
    int inPatches = 0;
    boolean scripts = false;
    for (ArtifactFile file : files) {
      for (JsonNode graph : YamlFiles.ofKind(file, "DynamoGraphDeployment")) {
        compare(findings, file.path(), graphGpus(graph), plan.gpus());
      }
      if (file.path().equals("llm-d-values.yaml")) {
        compare(findings, file.path(), chartGpus(file), plan.gpus());
      }
      for (JsonNode workload : YamlFiles.ofKind(file, "Deployment")) {
        inPatches += gpus(workload.path("spec").path("replicas"), workload.at(PATCHED));
      }
      if (file.path().startsWith("run_") && !file.path().equals("run_local.sh")) {
        scripts = true;
        inScripts += scriptGpus(findings, file);
      }
    }
    if (inPatches > 0) {
      compare(findings, "kustomize", inPatches, plan.gpus());
    }
    if (scripts) {
      compare(findings, "run_<i>.sh", inScripts, plan.gpus());
    }
    plan.roles().forEach(role -> checkLayout(findings, role));
    return findings;
  }

  private static int graphGpus(JsonNode graph) {
    int gpus = 0;
    for (JsonNode service : graph.path("spec").path("services")) {
      int nodes = service.path("multinode").path("nodeCount").asInt(1);
      int pods = service.path("replicas").asInt() * nodes;
      gpus += pods * service.path("resources").path("limits").path("gpu").asInt(0);
    }
    return gpus;
  }

  private static int chartGpus(ArtifactFile file) {
    int gpus = 0;
    for (JsonNode values : YamlFiles.read(file)) {
      for (String pool : List.of("prefill", "decode")) {
        gpus += gpus(values.path(pool).path("replicas"), values.path(pool));
      }
    }
    return gpus;
  }

  /** GPUs of the first container of some pods, of whatever maker. */
  private static int gpus(JsonNode replicas, JsonNode pod) {
    int gpus = 0;
    JsonNode limits = pod.path("containers").path(0).path("resources").path("limits");
    for (Map.Entry<String, JsonNode> limit : limits.properties()) {
      if (GPU.matcher(limit.getKey()).matches()) {
        gpus += replicas.asInt() * limit.getValue().asInt();
      }
    }
    return gpus;
  }

  private static int scriptGpus(List<Finding> findings, ArtifactFile script) {
    Set<String> used = new HashSet<>();
    int gpus = 0;
    Matcher devices = DEVICES.matcher(script.text());
    while (devices.find()) {
      for (String gpu : devices.group(1).split(",", -1)) {
        gpus++;
        if (!used.add(gpu)) {
          findings.add(new Finding(script.path(), "GPU " + gpu + " is given to two workers"));
        }
      }
    }
    return gpus;
  }

  private static void compare(List<Finding> findings, String file, int claimed, int planned) {
    if (claimed != planned) {
      findings.add(new Finding(file, "claims " + claimed + " GPUs, the plan has " + planned));
    }
  }

  private void checkLayout(List<Finding> findings, RolePlan role) {
    int experts = role.layout().moeTp() * role.layout().moeEp();
    if (plan.model().config().isMoe() && experts != role.stageGpus()) {
      findings.add(
          new Finding(
              "",
              role.role()
                  + ": experts lie on "
                  + experts
                  + " GPUs of a stage, attention on "
                  + role.stageGpus()));
    }
  }
}
