package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Finds the commands of workers in Dynamo manifests. */
final class ManifestReader {

  private static final YAMLMapper MAPPER = new YAMLMapper();
  private final List<WorkerCommand> commands = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final SourceText source;

  private ManifestReader(SourceText source) {
    this.source = source;
  }

  /**
   * Reads manifests.
   *
   * @throws InvalidValueException if the text is no YAML
   */
  static FoundCommands read(String yaml) {
    ManifestReader reader = new ManifestReader(new SourceText(yaml));
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
    int line = source.line(name, source.line("services", 1));
    commands.add(
        new WorkerCommand(
            name,
            line,
            words(name, line, container, new Variables(variables)),
            service.path("replicas").asInt(1),
            gpus,
            container.path("image").asText()));
  }

  private List<String> words(String name, int line, JsonNode container, Variables variables) {
    List<String> all = new ArrayList<>(texts(container.path("command")));
    all.addAll(texts(container.path("args")));
    int script = all.indexOf("-c");
    if (script > 0 && all.get(0).endsWith("sh") && script + 1 < all.size()) {
      return script(name, line, all.get(script + 1).replace("$$(", "$("), variables);
    }
    return all.stream()
        .map(
            word ->
                variables.expanded(
                    word,
                    unknown ->
                        diagnostics.add(
                            Diagnostic.rejected(
                                name,
                                source.line(unknown, line),
                                "the value of variable "
                                    + unknown
                                    + " is not written in the manifest."))))
        .toList();
  }

  /** The command of a script that starts an engine; files that it writes are kept. */
  private List<String> script(String name, int line, String text, Variables variables) {
    ScriptReader read = ScriptReader.read(text, name, variables);
    files.putAll(read.files());
    read.diagnostics()
        .forEach(found -> diagnostics.add(Diagnostic.rejected(name, line, found.message())));
    if (read.starts().size() > 1) {
      diagnostics.add(Diagnostic.rejected(name, line, "its script starts several engines."));
    }
    return read.starts().isEmpty() ? List.of() : read.starts().get(0).words();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
