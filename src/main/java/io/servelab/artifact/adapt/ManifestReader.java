package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.util.List;

/**
 * Finds the commands of workers in manifests and in values of a chart.
 *
 * @param collected takes what is found
 */
record ManifestReader(Collected collected) {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  /**
   * Reads manifests.
   *
   * @throws InvalidValueException if the text is no YAML
   */
  static FoundCommands read(String yaml) {
    ManifestReader reader = new ManifestReader(new Collected(new SourceText(yaml)));
    documents(yaml).forEach(reader::document);
    return reader.collected.all();
  }

  private static List<JsonNode> documents(String yaml) {
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    } catch (JsonProcessingException malformed) {
      throw InvalidValueException.because(
          "The deployment is no YAML: line "
              + malformed.getLocation().getLineNr()
              + ", column "
              + malformed.getLocation().getColumnNr()
              + ": "
              + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw InvalidValueException.because("The deployment is no YAML: " + unreadable.getMessage());
    }
  }

  private void document(JsonNode document) {
    switch (document.path("kind").asText()) {
      case "ConfigMap" ->
          document
              .path("data")
              .properties()
              .forEach(entry -> collected.addFile(entry.getKey(), entry.getValue().asText()));
      case "List" -> document.path("items").forEach(this::document);
      case "DynamoGraphDeployment" -> new GraphReader(collected).read(document);
      case "Deployment", "StatefulSet", "ReplicaSet", "Job", "Pod" ->
          new WorkloadReader(collected).read(document);
      default -> {
        if (ChartReader.isValues(document)) {
          new ChartReader(collected).read(document);
        } else {
          new WorkloadReader(collected).refuse(document);
        }
      }
    }
  }
}
