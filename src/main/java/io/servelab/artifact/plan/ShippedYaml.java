package io.servelab.artifact.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads the data tables that come with the library. */
public final class ShippedYaml {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private ShippedYaml() {}

  /**
   * The table of a name.
   *
   * @param owner class beside which the file lies
   * @param name file name
   */
  public static JsonNode read(Class<?> owner, String name) {
    try (InputStream input = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return MAPPER.readTree(input);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
