package io.servelab.artifact;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.setting.NotExpressible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page that says what a bundle is and how to start it.
 *
 * @param plan the deployment
 * @param missing what the files do not say
 * @param warnings what a reader must know
 */
record BundleReadme(DeploymentPlan plan, List<NotExpressible> missing, List<String> warnings) {

  private static final Map<String, String> PURPOSES = purposes();

  /** Files that a cluster is given. */
  private static final List<String> CLUSTER =
      List.of("k8s_deploy.yaml", "llm-d-values.yaml", "kustomize/kustomization.yaml");

  private static Map<String, String> purposes() {
    Map<String, String> purposes = new LinkedHashMap<>();
    purposes.put("k8s_deploy.yaml", "Dynamo on Kubernetes: `kubectl apply -f k8s_deploy.yaml`");
    purposes.put("run_0.sh", "Dynamo on bare nodes: on node i, run `./run_<i>.sh`");
    purposes.put("run_local.sh", "the engine alone on one machine: `./run_local.sh`");
    purposes.put(
        "llm-d-values.yaml",
        "llm-d: `helm install <name> llm-d-modelservice/llm-d-modelservice -n <namespace>"
            + " -f llm-d-values.yaml`");
    purposes.put("kustomize/kustomization.yaml", "llm-d by patches: `kubectl apply -k kustomize`");
    purposes.put("bench_run.sh", "load test with aiperf: `./bench_run.sh`");
    purposes.put("bench_vllm.sh", "load test with vLLM's tool: `./bench_vllm.sh`");
    purposes.put(
        "k8s_bench.yaml", "load test inside the cluster: `kubectl apply -f k8s_bench.yaml`");
    return purposes;
  }

  String text(List<ArtifactFile> generated) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + plan.mode() + " deployment of `" + code(plan.model().servedName()) + "`");
    lines.add("");
    lines.add(plan.release() + ", " + plan.gpus() + " GPUs:");
    lines.add("");
    for (RolePlan role : plan.roles()) {
      lines.add(
          "- "
              + role.role()
              + ": "
              + role.pool().workers()
              + (role.pool().workers() == 1 ? " worker" : " workers")
              + " on "
              + role.system()
              + ", GPUs of each: "
              + role.workerGpus()
              + ", batch of a rank: "
              + role.point().batch());
    }
    lines.add("");
    lines.add(
        "`prediction.yaml` holds what was predicted, `flags.csv` the reason of every flag"
            + (plan.basis().study().isPresent() ? ", `study.yaml` the study." : "."));
    add(lines, "Once, before the first start", preparations(generated));
    add(lines, "Start", starts(generated));
    add(lines, "Before you deploy", warnings);
    add(lines, "Not expressed in these files", missing.stream().map(Object::toString).toList());
    return String.join("\n", lines) + "\n";
  }

  /** What the files take for granted. */
  private List<String> preparations(List<ArtifactFile> generated) {
    List<String> paths = generated.stream().map(ArtifactFile::path).toList();
    List<String> steps = new ArrayList<>();
    String namespace = plan.platform().get(PlatformKey.NAMESPACE);
    String secret = plan.platform().get(PlatformKey.HF_TOKEN_SECRET);
    if (CLUSTER.stream().anyMatch(paths::contains)) {
      steps.add("the namespace: `kubectl create namespace " + namespace + "`");
      if (!secret.isEmpty()) {
        steps.add(
            "the secret, without which no pod starts: `kubectl create secret generic "
                + secret
                + " -n "
                + namespace
                + " --from-literal=HF_TOKEN=<token>`; an empty one will do for a public model");
      }
    }
    if (paths.contains("llm-d-values.yaml")) {
      steps.add(
          "the chart: `helm repo add llm-d-modelservice"
              + " https://llm-d-incubation.github.io/llm-d-modelservice/`");
    }
    return steps;
  }

  private List<String> starts(List<ArtifactFile> generated) {
    List<String> paths = generated.stream().map(ArtifactFile::path).toList();
    String namespace = plan.platform().get(PlatformKey.NAMESPACE);
    return PURPOSES.entrySet().stream()
        .filter(entry -> paths.contains(entry.getKey()))
        .map(entry -> entry.getValue().replace("<namespace>", namespace))
        .toList();
  }

  private static void add(List<String> lines, String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("## " + title);
    lines.add("");
    items.forEach(item -> lines.add("- " + item));
  }

  private static String code(String text) {
    return text.replace("`", "'");
  }
}
