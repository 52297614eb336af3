package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patches of llm-d's guides in a folder of their own, {@code kustomize/}. */
final class KustomizeOverlay implements TargetGenerator {

  private static final String FOLDER = "kustomize/";

  /** A guide reads it from a secret of its own, which need not exist. */
  private static final String TOKEN = "HF_TOKEN";

  private static final String VOLUME = "model-cache";
  private static final String GUIDES = "github.com/llm-d/llm-d/guides/";

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    if (!deployment.isOn(ServingEngine.VLLM)) {
      return Optional.of("llm-d's guides have a base for vLLM only.");
    }
    if (deployment.spansNodes()) {
      return Optional.of("A worker spans several nodes, which is written for Dynamo only.");
    }
    boolean local = deployment.plan().model().isFolder();
    return local && !ModelCache.of(deployment).holdsModel()
        ? Optional.of(
            "Pods see no folder of their nodes: set platform.model_cache and"
                + " platform.model_cache_path.")
        : Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    List<ArtifactFile> files = new ArrayList<>();
    List<Map<String, Object>> patches = new ArrayList<>();
    for (RolePlan role : deployment.plan().roles()) {
      String name = "patch-" + (role.role() == Role.AGG ? "vllm" : workload(role)) + ".yaml";
      patches.add(new Tree().put("path", name).map());
      files.add(ArtifactFile.of(FOLDER + name, patch(deployment, role)));
    }
    Tree kustomization =
        new Tree()
            .put("apiVersion", "kustomize.config.k8s.io/v1beta1")
            .put("kind", "Kustomization")
            .put("namespace", deployment.setting(PlatformKey.NAMESPACE))
            .put("namePrefix", deployment.setting(PlatformKey.NAME_PREFIX) + "-")
            .put("resources", List.of(base(deployment)))
            .put("patches", patches);
    YamlDocument document =
        new YamlDocument()
            .comment(ScriptParts.title(deployment, "Overlay of an llm-d guide"))
            .comments(ScriptParts.prediction(deployment))
            .comment("Pin the guide to a release before you rely on it: platform.kustomize_base.")
            .document(kustomization.map());
    files.add(ArtifactFile.of(FOLDER + "kustomization.yaml", document.text()));
    return files;
  }

  private static String base(Deployment deployment) {
    String chosen = deployment.setting(PlatformKey.KUSTOMIZE_BASE);
    String guide = deployment.plan().isSeparate() ? "pd-disaggregation" : "optimized-baseline";
    return chosen.isEmpty() ? GUIDES + guide + "/modelserver/gpu/vllm/base" : chosen;
  }

  /** Workload of the guide that a role patches; its single pool is called decode as well. */
  private static String workload(RolePlan role) {
    return role.role() == Role.PREFILL ? "prefill" : "decode";
  }

  private static String patch(Deployment deployment, RolePlan role) {
    int port = role.role() == Role.DECODE ? LlmdPool.BEHIND_PROXY : LlmdPool.IN_FRONT;
    List<String> words = new ArrayList<>();
    ModelCache cache = ModelCache.of(deployment);
    words.add(cache.modelPath(deployment));
    words.addAll(List.of("--served-model-name", deployment.plan().model().servedName()));
    words.addAll(List.of("--port", Integer.toString(port)));
    words.addAll(Argument.words(new VllmLauncher().server(deployment, role, "")));
    Tree counts = LlmdPods.counts(deployment, role);
    Tree container =
        new Tree()
            .put("name", "modelserver")
            .put("image", LlmdPool.image(deployment))
            .put("command", List.of("vllm", "serve"))
            .put("args", Kubernetes.literals(words))
            .put("resources", new Tree().put("limits", counts).put("requests", counts));
    List<Map<String, Object>> environment = new ArrayList<>(LlmdPool.environment(deployment, role));
    String secret = deployment.setting(PlatformKey.HF_TOKEN_SECRET);
    if (!secret.isEmpty()) {
      environment.add(Kubernetes.secret(TOKEN, secret));
    }
    environment.addAll(Kubernetes.environment(cache.environment()));
    if (!environment.isEmpty()) {
      container.put("env", environment);
    }
    Tree volumes = new Tree();
    if (cache.exists()) {
      Tree mount = new Tree().put("name", VOLUME).put("mountPath", cache.mount());
      container.put("volumeMounts", List.of(mount.map()));
      Tree claim = new Tree().put("claimName", cache.claim());
      volumes.put(
          "volumes",
          List.of(new Tree().put("name", VOLUME).put("persistentVolumeClaim", claim).map()));
    }
    container.putAll(LlmdPods.rights(deployment, role).map());
    Tree pod =
        new Tree()
            .put("containers", List.of(container.map()))
            .putAll(volumes.map())
            .merge(LlmdPods.fields(deployment, role).map());
    return new YamlDocument()
        .document(
            new Tree()
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("metadata", new Tree().put("name", workload(role)))
                .put(
                    "spec",
                    new Tree()
                        .put("replicas", role.pool().workers())
                        .put("template", new Tree().put("spec", pod)))
                .map())
        .text();
  }
}
