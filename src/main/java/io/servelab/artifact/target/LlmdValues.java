package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Optional;

/** Values of llm-d's model service chart, {@code llm-d-values.yaml}. */
final class LlmdValues implements TargetGenerator {

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    if (deployment.isOn(ServingEngine.TRTLLM)) {
      return Optional.of("llm-d serves vLLM and SGLang.");
    }
    if (deployment.spansNodes()) {
      return Optional.of("A worker spans several nodes, which is written for Dynamo only.");
    }
    String names = deployment.plan().model().path() + deployment.plan().model().servedName();
    if (names.contains("{{")) {
      return Optional.of("Helm would read the model's name as a template.");
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
            .put("size", deployment.setting(PlatformKey.MODEL_CACHE_SIZE))
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
            .put("accelerator", new Tree().put("type", "nvidia"))
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
}
