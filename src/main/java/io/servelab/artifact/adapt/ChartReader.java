package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads values of llm-d's {@code llm-d-modelservice} chart, which writes the model and the widths
 * of a {@code vllmServe} or {@code imageDefault} container itself.
 *
 * @param collected takes what is found
 */
record ChartReader(Collected collected) {

  /** Whether a document holds such values. */
  static boolean isValues(JsonNode document) {
    return document.has("modelArtifacts");
  }

  void read(JsonNode values) {
    if (values.path("multinode").asBoolean()) {
      collected.reject(
          "llm-d values",
          collected.source().find("multinode", 1),
          "multinode workers are not understood.");
    }
    pool(values, Role.PREFILL);
    pool(values, Role.DECODE);
  }

  private void pool(JsonNode values, Role role) {
    JsonNode pool = values.path(role.id());
    int pods = pool.path("replicas").asInt(role == Role.DECODE ? 1 : 0);
    if (!pool.path("create").asBoolean(true) || pods == 0) {
      return;
    }
    int line = collected.source().line(role.id() + ":", 1);
    JsonNode container = pool.path("containers").path(0);
    Variables variables = ContainerReader.variables(List.of(container.path("env")));
    List<String> words =
        new ArrayList<>(
            new ContainerReader(collected).words(role.id(), line, container, variables));
    String mode = container.path("modelCommand").asText("custom");
    if (!mode.equals("custom")) {
      words = written(values, pool, words);
    }
    if (words.stream().anyMatch(word -> word.contains("{{"))) {
      collected.reject(role.id(), line, "its command has a template that only Helm fills in.");
    }
    int claimed = ContainerReader.gpus(container);
    collected.add(
        new WorkerCommand(
            role.id(),
            line,
            words,
            pods,
            claimed > 0 ? claimed : width(pool, "tensor") * width(pool, "dataLocal"),
            container.path("image").asText(),
            Optional.of(role)));
  }

  /** The command as the chart completes it. */
  private static List<String> written(JsonNode values, JsonNode pool, List<String> words) {
    List<String> all = new ArrayList<>(List.of("vllm", "serve", model(values)));
    boolean entry = words.size() > 1 && words.subList(0, 2).equals(List.of("vllm", "serve"));
    for (String[] width :
        new String[][] {{"tensor", "--tensor-parallel-size"}, {"data", "--data-parallel-size"}}) {
      if (width(pool, width[0]) > 1) {
        all.addAll(List.of(width[1], Integer.toString(width(pool, width[0]))));
      }
    }
    String name = values.path("modelArtifacts").path("name").asText();
    all.addAll(List.of("--served-model-name", name));
    all.addAll(entry ? words.subList(2, words.size()) : words);
    return all;
  }

  private static int width(JsonNode pool, String key) {
    JsonNode parallelism = pool.path("parallelism");
    int usual = key.equals("dataLocal") ? parallelism.path("data").asInt(1) : 1;
    return parallelism.path(key).asInt(usual);
  }

  /** Path of the model as the chart passes it on; a template of it means the served name. */
  private static String model(JsonNode values) {
    JsonNode artifacts = values.path("modelArtifacts");
    String uri = artifacts.path("uri").asText("hf://{{");
    String path = uri.substring(uri.indexOf("://") + 3);
    if (path.contains("{{")) {
      return artifacts.path("name").asText();
    }
    int inside = path.indexOf('/');
    return uri.startsWith("pvc://") && inside > 0
        ? artifacts.path("mountPath").asText("/model-cache") + path.substring(inside)
        : path;
  }
}
