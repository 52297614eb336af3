package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.file.ArtifactFile;
import java.io.IOException;
import java.util.List;

/** Reads generated YAML back. */
final class YamlFiles {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private YamlFiles() {}

  static boolean isYaml(ArtifactFile file) {
    return file.language().equals("yaml");
  }

  /** Documents of a file. */
  static List<JsonNode> documents(ArtifactFile file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        MAPPER.readerFor(JsonNode.class).readValues(file.text())) {
      return documents.readAll();
    }
  }

  /** Documents of a file of some kind; none if it is no YAML. */
  static List<JsonNode> ofKind(ArtifactFile file, String kind) {
    return read(file).stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .toList();
  }

  /** Documents of a file; none if it is no YAML, which {@link YamlLint} reports. */
  static List<JsonNode> read(ArtifactFile file) {
    if (!isYaml(file)) {
      return List.of();
    }
    try {
      return documents(file);
    } catch (IOException malformed) {
      return List.of();
    }
  }
}
