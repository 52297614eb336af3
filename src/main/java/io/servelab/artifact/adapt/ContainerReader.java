package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Reads the command of a container.
 *
 * @param collected takes files that its script writes, and what is wrong
 */
record ContainerReader(Collected collected) {

  private static final String ESCAPED = Pattern.quote("$$(");
  private static final Pattern GPU = Pattern.compile("gpu\\..+|.+/gpu");

  /** Images whose entry point is vLLM's server, so that arguments alone start it. */
  private static final Pattern SERVES = Pattern.compile("(?:.+/)?vllm-openai(?:[:@].*)?");

  /** GPUs that a container asks for. */
  static int gpus(JsonNode container) {
    int gpus = 0;
    for (Map.Entry<String, JsonNode> limit :
        container.path("resources").path("limits").properties()) {
      gpus += GPU.matcher(limit.getKey()).matches() ? limit.getValue().asInt() : 0;
    }
    return gpus;
  }

  /** Whether a container is a worker: it has GPUs, or its command names an engine. */
  static boolean isWorker(JsonNode container) {
    List<String> words = allTexts(container);
    return gpus(container) > 0
        || EngineCommand.find(words).isPresent()
        || words.stream().anyMatch(EngineCommand::isNamedIn)
        || (words.isEmpty() && servesByItself(container));
  }

  private static boolean servesByItself(JsonNode container) {
    return SERVES.matcher(container.path("image").asText()).matches();
  }

  /** Values of variables that are written in a manifest; the last list wins. */
  static Variables variables(List<JsonNode> lists) {
    Map<String, String> variables = new HashMap<>();
    for (JsonNode list : lists) {
      list.forEach(
          variable -> {
            if (variable.has("value")) {
              variables.put(variable.path("name").asText(), variable.get("value").asText());
            }
          });
    }
    return new Variables(variables);
  }

  /** Words of the command, variables replaced; of a script, those that start its engine. */
  List<String> words(String where, int line, JsonNode container, Variables variables) {
    List<String> all = new ArrayList<>(allTexts(container));
    if (container.path("command").isEmpty() && servesByItself(container)) {
      all.addAll(0, List.of("vllm", "serve"));
    }
    int script = all.indexOf("-c");
    if (script > 0 && all.get(0).endsWith("sh") && script + 1 < all.size()) {
      return script(where, line, all.get(script + 1).replace("$$(", "$("), variables);
    }
    return all.stream().map(word -> expanded(where, line, word, variables)).toList();
  }

  /** A word with values in place of variables; Kubernetes reads {@code $$(} as {@code $(}. */
  private String expanded(String where, int line, String word, Variables variables) {
    List<String> parts = new ArrayList<>();
    for (String part : word.split(ESCAPED, -1)) {
      parts.add(
          variables.expanded(
              part,
              unknown ->
                  collected.reject(
                      where,
                      collected.source().find(unknown, line),
                      "the value of variable " + unknown + " is not written in the manifest.")));
    }
    return String.join("$(", parts);
  }

  /** The command of a script that starts an engine; files that it writes are kept. */
  private List<String> script(String where, int line, String text, Variables variables) {
    ScriptReader read = ScriptReader.read(text, where, variables);
    read.files().forEach(collected::addFile);
    read.diagnostics().forEach(found -> collected.reject(where, line, found.message()));
    if (read.starts().size() > 1) {
      collected.reject(where, line, "its script starts several engines.");
    }
    return read.starts().isEmpty() ? List.of() : read.starts().get(0).words();
  }

  private static List<String> allTexts(JsonNode container) {
    List<String> all = new ArrayList<>(texts(container.path("command")));
    all.addAll(texts(container.path("args")));
    return all;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
