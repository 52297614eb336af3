package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.NaiveSizing;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Optional;

/** Values of llm-d's model service chart, {@code llm-d-values.yaml}. */
final class LlmdValues implements TargetGenerator {

  private static final double GIB = 1L << 30;

  /** Files of a model per byte of its weights: scales, a second layout, and the download itself. */
  private static final double FILES_PER_WEIGHT = 1.25;

  /** Sizes of volumes are multiples of this, GiB. */
  private static final long STEP_GIB = 50;

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    if (deployment.isOn(ServingEngine.TRTLLM)) {
      return Optional.of("llm-d serves vLLM and SGLang.");
    }
    if (deployment.spansNodes()) {
      return Optional.of("A worker spans several nodes, which is written for Dynamo only.");
    }
    String rendered =
        deployment.plan().model().path()
            + deployment.plan().model().servedName()
            + deployment.plan().platform().environment()
            + deployment.plan().platform().workerPodSpec();
    if (rendered.contains("{{")) {
      return Optional.of("Helm would read a name or value with '{{' as a template.");
    }
    if (ModelCache.of(deployment).exists() && !ModelCache.of(deployment).holdsModel()) {
      return Optional.of(
          "llm-d's chart reads a volume claim only where the model itself lies in it: set"
              + " platform.model_cache_path.");
    }
    boolean local = deployment.plan().model().path().startsWith("/");
    return local && !ModelCache.of(deployment).holdsModel()
        ? Optional.of(
            "llm-d reads models from Hugging Face or from a volume claim: set"
                + " platform.model_cache and platform.model_cache_path.")
        : Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    ModelCache cache = ModelCache.of(deployment);
    Tree artifacts =
        new Tree()
            .put("name", deployment.plan().model().servedName())
            .put(
                "uri",
                cache.holdsModel()
                    ? "pvc://" + cache.claim() + "/" + cache.path()
                    : "hf://" + deployment.plan().model().path())
            .put("size", size(deployment))
            .put("authSecretName", deployment.setting(PlatformKey.HF_TOKEN_SECRET))
            .put("mountPath", LlmdPool.MOUNT);
    Tree proxy =
        new Tree()
            .put("enabled", true)
            .put("connector", deployment.isOn(ServingEngine.VLLM) ? "nixlv2" : "sglang")
            .put("targetPort", LlmdPool.BEHIND_PROXY);
    Tree values =
        new Tree()
            .put("multinode", false)
            .put("modelArtifacts", artifacts)
            .put("accelerator", new Tree().put("type", accelerator(deployment)))
            .put("routing", new Tree().put("servicePort", LlmdPool.IN_FRONT).put("proxy", proxy))
            .put("decode", LlmdPool.values(deployment, deployment.plan().generating()));
    Optional<RolePlan> prefill = deployment.plan().role(Role.PREFILL);
    values.put(
        "prefill",
        prefill
            .map(role -> LlmdPool.values(deployment, role))
            .orElseGet(() -> new Tree().put("create", false)));
    YamlDocument document =
        new YamlDocument()
            .comment(ScriptParts.title(deployment, "Values of the llm-d-modelservice chart"))
            .comments(ScriptParts.prediction(deployment))
            .document(values.map());
    return List.of(ArtifactFile.of("llm-d-values.yaml", document.text()));
  }

  /** Room for the files of the model; a pod that needs more than the volume has is evicted. */
  private static String size(Deployment deployment) {
    String chosen = deployment.setting(PlatformKey.MODEL_CACHE_SIZE);
    if (!chosen.equals("auto")) {
      return chosen;
    }
    RolePlan role = deployment.plan().generating();
    double weights = NaiveSizing.weightBytes(deployment.plan().model().config(), role.system());
    long steps = (long) Math.ceil(FILES_PER_WEIGHT * weights / GIB / STEP_GIB);
    return Math.max(2, steps) * STEP_GIB + "Gi";
  }

  private static String accelerator(Deployment deployment) {
    boolean intel = Machine.of(deployment.plan().generating()).gpuResource().contains("intel");
    return intel ? "intel-xe" : "nvidia";
  }
}
