package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.file.ShellWords;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Finds the commands of workers in Dynamo manifests. */
final class ManifestReader {

  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final Pattern HERE_DOCUMENT =
      Pattern.compile("(?ms)^\\s*cat\\s*>\\s*(\\S+)\\s*<<\\s*'?(\\w+)'?\\n(.*?)^\\2$");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\((\\w+)\\)|\\$\\{(\\w+)}|\\$(\\w+)");

  private final List<WorkerCommand> commands = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private ManifestReader() {}

  /**
   * Reads manifests.
   *
   * @throws InvalidValueException if the text is no YAML
   */
  static FoundCommands read(String yaml) {
    ManifestReader reader = new ManifestReader();
    for (JsonNode document : documents(yaml)) {
      reader.document(document);
    }
    return new FoundCommands(reader.commands, reader.files, reader.diagnostics);
  }

  private static List<JsonNode> documents(String yaml) {
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    } catch (IOException malformed) {
      throw InvalidValueException.because("The deployment is no YAML: " + malformed.getMessage());
    }
  }

  private void document(JsonNode document) {
    switch (document.path("kind").asText()) {
      case "ConfigMap" ->
          document
              .path("data")
              .properties()
              .forEach(entry -> files.put(entry.getKey(), entry.getValue().asText()));
      case "DynamoGraphDeployment" -> graph(document);
      default -> {
        // Other objects say nothing about workers.
      }
    }
  }

  private void graph(JsonNode graph) {
    JsonNode shared = graph.path("spec").path("envs");
    graph
        .path("spec")
        .path("services")
        .properties()
        .forEach(
            entry -> {
              String type = entry.getValue().path("componentType").asText();
              if (!type.equals("frontend") && !type.equals("planner")) {
                service(entry.getKey(), entry.getValue(), shared);
              }
            });
  }

  private void service(String name, JsonNode service, JsonNode shared) {
    JsonNode container = service.path("extraPodSpec").path("mainContainer");
    Map<String, String> variables = new HashMap<>();
    for (JsonNode source : List.of(shared, service.path("envs"), container.path("env"))) {
      source.forEach(
          variable -> {
            if (variable.has("value")) {
              variables.put(variable.get("name").asText(), variable.get("value").asText());
            }
          });
    }
    int nodes = service.path("multinode").path("nodeCount").asInt(1);
    int gpus = service.path("resources").path("limits").path("gpu").asInt(0) * nodes;
    List<String> words = words(name, container, variables);
    commands.add(
        new WorkerCommand(
            name,
            words,
            service.path("replicas").asInt(1),
            gpus,
            container.path("image").asText()));
  }

  private List<String> words(String name, JsonNode container, Map<String, String> variables) {
    List<String> all = new ArrayList<>(texts(container.path("command")));
    all.addAll(texts(container.path("args")));
    int script = all.indexOf("-c");
    boolean shell = script > 0 && all.get(0).endsWith("sh") && script + 1 < all.size();
    List<String> words = shell ? script(all.get(script + 1).replace("$$(", "$(")) : all;
    return words.stream().map(word -> expanded(name, word, variables)).toList();
  }

  /** The command of a script that starts an engine; files that it writes are kept. */
  private List<String> script(String text) {
    Matcher written = HERE_DOCUMENT.matcher(text);
    while (written.find()) {
      String path = written.group(1);
      files.put(path.substring(path.lastIndexOf('/') + 1), written.group(3));
    }
    String rest = HERE_DOCUMENT.matcher(text).replaceAll("").replace("\\\n", " ");
    return rest.lines()
        .map(ShellWords::split)
        .filter(words -> EngineCommand.find(words).isPresent())
        .findFirst()
        .orElse(List.of());
  }

  private String expanded(String where, String word, Map<String, String> variables) {
    Matcher matcher = VARIABLE.matcher(word);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name =
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      String value = variables.get(name);
      if (value == null) {
        diagnostics.add(
            Diagnostic.rejected(
                where, "the value of variable " + name + " is not written in the manifest."));
      }
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(value == null ? matcher.group() : value));
    }
    return matcher.appendTail(text).toString();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
