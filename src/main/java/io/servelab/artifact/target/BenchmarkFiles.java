package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.PlannedModel;
import io.servelab.artifact.plan.PlatformKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Load tests: {@code bench_run.sh} with aiperf, {@code bench_vllm.sh} with vLLM's own tool, and
 * {@code k8s_bench.yaml}, a job that runs the first one inside the cluster.
 */
final class BenchmarkFiles implements TargetGenerator {

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    return Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    List<ArtifactFile> files = new ArrayList<>();
    String local = "http://localhost:" + deployment.setting(PlatformKey.PORT);
    files.add(
        ArtifactFile.script("bench_run.sh", new AiperfScript(deployment).text(local, "bench")));
    files.add(ArtifactFile.script("bench_vllm.sh", new VllmBenchScript(deployment).text(local)));
    files.add(ArtifactFile.of("k8s_bench.yaml", job(deployment)));
    return files;
  }

  private static String job(Deployment deployment) {
    String frontend =
        "http://"
            + deployment.name()
            + "-frontend."
            + deployment.setting(PlatformKey.NAMESPACE)
            + ".svc.cluster.local:8000";
    String script =
        "set -e\npip install --quiet aiperf=="
            + AiperfScript.VERSION
            + "\n"
            + withoutInterpreter(
                new AiperfScript(withPublicModel(deployment)).text(frontend, "/tmp/bench"));
    Tree container =
        new Tree()
            .put("name", "benchmark")
            .put("image", deployment.setting(PlatformKey.BENCHMARK_IMAGE))
            .put("command", List.of("/bin/bash", "-c"))
            .put("args", List.of(Kubernetes.literal(script)));
    String secret = deployment.setting(PlatformKey.HF_TOKEN_SECRET);
    if (!secret.isEmpty()) {
      container.put(
          "envFrom", List.of(new Tree().put("secretRef", new Tree().put("name", secret)).map()));
    }
    Tree pod = new Tree().put("restartPolicy", "Never").put("containers", List.of(container.map()));
    return new YamlDocument()
        .comment(ScriptParts.title(deployment, "Load test inside the cluster"))
        .comments(ScriptParts.prediction(deployment))
        .document(
            new Tree()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("metadata", metadata(deployment))
                .put(
                    "spec",
                    new Tree().put("backoffLimit", 0).put("template", new Tree().put("spec", pod)))
                .map())
        .text();
  }

  /** The job does not see the folders of the workers: it takes the tokenizer by its id. */
  private static Deployment withPublicModel(Deployment deployment) {
    PlannedModel model = deployment.plan().model();
    return model.isFolder()
        ? new Deployment(
            deployment.plan().withModel(model.config().id(), model.servedName()),
            deployment.flags())
        : deployment;
  }

  /** The interpreter is named by the container. */
  private static String withoutInterpreter(String script) {
    return script.substring(script.indexOf('\n') + 1);
  }

  private static Map<String, Object> metadata(Deployment deployment) {
    return new Tree()
        .put("name", "dynamo-" + deployment.plan().mode() + "-benchmark")
        .put("namespace", deployment.setting(PlatformKey.NAMESPACE))
        .map();
  }
}
