package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** YAML that does not parse or breaks its schema. */
final class YamlLint {

  private YamlLint() {}

  static List<Finding> of(List<ArtifactFile> files) {
    List<Finding> findings = new ArrayList<>();
    for (ArtifactFile file : files) {
      if (YamlFiles.isYaml(file)) {
        findings.addAll(of(file));
      }
    }
    return findings;
  }

  private static List<Finding> of(ArtifactFile file) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (JsonNode document : YamlFiles.documents(file)) {
        schema(file, document)
            .ifPresent(
                schema ->
                    SchemaCheck.breaches(document, schema)
                        .forEach(breach -> findings.add(new Finding(file.path(), breach))));
        if (document.has("kind") && schema(file, document).isEmpty()) {
          findings.add(
              new Finding(file.path(), "no schema for kind " + document.get("kind").asText()));
        }
      }
    } catch (IOException malformed) {
      findings.add(new Finding(file.path(), "is no YAML: " + malformed.getMessage()));
    }
    return findings;
  }

  private static Optional<JsonNode> schema(ArtifactFile file, JsonNode document) {
    return document.has("kind")
        ? SchemaCheck.ofKind(document.get("kind").asText())
        : SchemaCheck.ofFile(file.path());
  }
}
