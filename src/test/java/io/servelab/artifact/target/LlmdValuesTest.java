package io.servelab.artifact.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.Artifacts;
import io.servelab.artifact.Samples;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.hardware.ServingEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values are those that llm-d's chart reads; everything else in them would be ignored. */
class LlmdValuesTest {

  @Test
  void theVolumeHoldsTheWholeModel() throws IOException {
    JsonNode values = values(Samples.pools(ServingEngine.VLLM, Samples.MOE));
    // DeepSeek-V3's files take 641 GiB.
    assertEquals("800Gi", values.at("/modelArtifacts/size").asText());
    DeploymentPlan chosen =
        Samples.pools(ServingEngine.VLLM, Samples.MOE).with("platform.model_cache_size", "2Ti");
    assertEquals("2Ti", values(chosen).at("/modelArtifacts/size").asText());
  }

  @Test
  void aModelInAVolumeIsReadWhereTheChartMountsIt() throws IOException {
    JsonNode values =
        values(
            Samples.pools(ServingEngine.SGLANG, Samples.DENSE)
                .with("platform.model_cache", "models")
                .with("platform.model_cache_path", "qwen/32b"));
    assertEquals("pvc://models/qwen/32b", values.at("/modelArtifacts/uri").asText());
    List<String> words = new ArrayList<>();
    values.at("/decode/containers/0/args").forEach(word -> words.add(word.asText()));
    assertEquals("/model-cache/qwen/32b", words.get(words.indexOf("--model-path") + 1));
  }

  @Test
  void aVolumeClaimReachesTheGuidesToo() throws IOException {
    DeploymentPlan cached =
        Samples.pools(ServingEngine.VLLM, Samples.DENSE).with("platform.model_cache", "models");
    JsonNode pod =
        read(Artifacts.of(cached), "kustomize/patch-decode.yaml").at("/spec/template/spec");
    assertEquals("models", pod.at("/volumes/0/persistentVolumeClaim/claimName").asText());
    assertEquals(
        "/workspace/model_cache", pod.at("/containers/0/volumeMounts/0/mountPath").asText());
    assertTrue(pod.at("/containers/0/env").toString().contains("HF_HOME"), pod.toString());
    assertTrue(
        Artifacts.of(cached).notExpressible().toString().contains("model_cache_path"),
        "a cache of downloads is no place that the chart reads");
    JsonNode inside =
        read(
            Artifacts.of(cached.with("platform.model_cache_path", "qwen")),
            "kustomize/patch-decode.yaml");
    assertEquals(
        "/workspace/model_cache/qwen",
        inside.at("/spec/template/spec/containers/0/args/0").asText());
  }

  @Test
  void whatAPersonSaysOfPodsReachesThem() throws IOException {
    ArtifactBundle bundle =
        Artifacts.of(
            Samples.pools(ServingEngine.VLLM, Samples.DENSE)
                .with("platform.worker_pod_spec", Map.of("priorityClassName", "high"))
                .with("platform.image_pull_secret", "registry")
                .with("platform.transport", "efa"));
    assertEquals(List.of(), bundle.findings());
    JsonNode decode = read(bundle, "llm-d-values.yaml").path("decode");
    assertEquals("high", decode.at("/extraConfig/priorityClassName").asText());
    assertEquals("registry", decode.at("/extraConfig/imagePullSecrets/0/name").asText());
    assertTrue(decode.at("/extraConfig/hostIPC").asBoolean());
    JsonNode container = decode.at("/containers/0");
    assertTrue(container.at("/extraConfig/securityContext/privileged").asBoolean());
    assertEquals("4", container.path("resources").path("limits").path(EFA).asText());
    JsonNode pod = read(bundle, "kustomize/patch-decode.yaml").at("/spec/template/spec");
    assertEquals("high", pod.path("priorityClassName").asText());
    assertEquals("registry", pod.at("/imagePullSecrets/0/name").asText());
    assertEquals("4", pod.at("/containers/0/resources/limits").path(EFA).asText());
  }

  @Test
  void valuesThatHelmWouldReadAsTemplatesAreRefused() {
    ArtifactBundle bundle =
        Artifacts.of(
            Samples.pools(ServingEngine.VLLM, Samples.DENSE).with("platform.env.NOTE", "{{ x }}"),
            Set.of(Target.LLM_D));
    assertEquals(1, bundle.notExpressible().stream().filter(LlmdValuesTest::isTemplate).count());
  }

  private static final String EFA = "vpc.amazonaws.com/efa";

  private static boolean isTemplate(Object missing) {
    return missing.toString().contains("template");
  }

  private static JsonNode values(DeploymentPlan plan) throws IOException {
    return read(Artifacts.of(plan), "llm-d-values.yaml");
  }

  private static JsonNode read(ArtifactBundle bundle, String path) throws IOException {
    return new YAMLMapper()
        .readTree(
            bundle.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .text());
  }
}
