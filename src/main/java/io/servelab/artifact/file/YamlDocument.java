package io.servelab.artifact.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * YAML from maps and lists, with comments above it.
 *
 * <p>Texts that any reader could take for something else are quoted.
 */
public final class YamlDocument {

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .stringQuotingChecker(new CautiousQuoting())
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private final List<String> comments = new ArrayList<>();
  private final List<Object> documents = new ArrayList<>();

  /** Adds a comment line to the head. */
  public YamlDocument comment(String line) {
    comments.add(line);
    return this;
  }

  /** Adds comment lines to the head. */
  public YamlDocument comments(List<String> lines) {
    comments.addAll(lines);
    return this;
  }

  /** Adds a document; several are separated. */
  public YamlDocument document(Object tree) {
    documents.add(tree);
    return this;
  }

  /** The text. */
  public String text() {
    List<String> parts = documents.stream().map(YamlDocument::written).toList();
    return Comments.block(comments) + String.join("---\n", parts);
  }

  private static String written(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
