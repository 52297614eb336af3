package io.servelab.artifact.plan;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Settings of the place where a deployment runs; set as {@code platform.<key>}. */
public enum PlatformKey {
  NAMESPACE("dynamo", TextRule.DNS_LABEL, "Kubernetes namespace"),
  NAME_PREFIX("dynamo", TextRule.DNS_LABEL, "first part of the deployment's name"),
  IMAGE("", TextRule.IMAGE, "image of all Dynamo pods instead of the release's"),
  ENGINE_IMAGE("", TextRule.IMAGE, "image of llm-d pods instead of the engine's own"),
  IMAGE_PULL_SECRET("", TextRule.OBJECT_NAME, "secret that images are pulled with"),
  HF_TOKEN_SECRET("hf-token-secret", TextRule.OBJECT_NAME, "secret that holds HF_TOKEN"),
  TRANSPORT("nvlink", List.of("nvlink", "ib", "efa"), "how KV caches travel between pods"),
  MODEL_CACHE("", TextRule.OBJECT_NAME, "volume claim that holds model files"),
  MODEL_CACHE_MOUNT(
      "/workspace/model_cache", TextRule.ABSOLUTE_PATH, "where that claim is mounted"),
  MODEL_CACHE_PATH("", TextRule.LINE, "path of the model inside that claim"),
  MODEL_CACHE_SIZE(
      "auto",
      TextRule.QUANTITY,
      "size of the volume that llm-d creates instead of the weights' own"),
  ENGINE_CONFIG(
      "inline", List.of("inline", "configmap"), "how TensorRT-LLM pods get their engine file"),
  ROUTER(
      "auto",
      List.of("auto", "off", "round-robin", "kv"),
      "routing of requests; auto follows the KV cache where prefixes repeat"),
  HEAD_NODE("0.0.0.0", TextRule.HOST, "host of the frontend, etcd and NATS"),
  PORT("8000", TextRule.PORT, "port of the frontend"),
  GPUS_PER_NODE("auto", TextRule.COUNT, "GPUs of a node instead of the system's"),
  LIMITS(
      "production",
      List.of("production", "benchmark", "exact"),
      "room above the predicted batch: generous, little, none"),
  TRUST_REMOTE_CODE(
      "auto", List.of("auto", "true", "false"), "whether code of the checkpoint may run"),
  BENCHMARK_IMAGE("python:3.12-slim", TextRule.IMAGE, "image of the benchmark job"),
  KUSTOMIZE_BASE("", TextRule.LINE, "folder or URL of the llm-d guide that patches apply to");

  private final String id = name().toLowerCase(Locale.ROOT);
  private final String usual;
  private final TextRule rule;
  private final List<String> words;
  private final String meaning;

  PlatformKey(String usual, TextRule rule, String meaning) {
    this.usual = usual;
    this.rule = rule;
    this.words = List.of();
    this.meaning = meaning;
  }

  PlatformKey(String usual, List<String> words, String meaning) {
    this.usual = usual;
    this.rule = TextRule.LINE;
    this.words = words;
    this.meaning = meaning;
  }

  /**
   * The key with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static PlatformKey of(String id) {
    return Arrays.stream(values())
        .filter(key -> key.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "platform setting", id, Arrays.stream(values()).map(PlatformKey::id).toList()));
  }

  /** Name behind {@code platform.}. */
  public String id() {
    return id;
  }

  /** Its value where nobody sets it. */
  public String usual() {
    return usual;
  }

  /** Words it accepts; any text of the right form if there are none. */
  public List<String> words() {
    return words;
  }

  /** What it stands for. */
  public String meaning() {
    return meaning;
  }

  String require(String value) {
    String what = "platform." + id;
    return words.isEmpty() ? rule.require(what, value) : TextRule.requireOneOf(what, value, words);
  }
}
