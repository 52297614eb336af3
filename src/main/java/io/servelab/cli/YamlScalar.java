package io.servelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.servelab.error.InvalidValueException;

/** A value given on the command line, read as YAML: numbers, truths, lists, or text. */
final class YamlScalar {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private YamlScalar() {}

  static Object parse(String text) {
    try {
      Object value = YAML.readValue(text, Object.class);
      return value == null ? "" : value;
    } catch (JsonProcessingException malformed) {
      throw InvalidValueException.of("value", text, malformed.getOriginalMessage());
    }
  }
}
