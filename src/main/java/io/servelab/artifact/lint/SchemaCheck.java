package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.ShippedYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a document against a schema: the part of JSON Schema that the shipped schemas use, which
 * is {@code type}, {@code const}, {@code enum}, {@code pattern} (of the whole text), {@code
 * minimum}, {@code required}, {@code properties}, {@code additionalProperties}, {@code items},
 * {@code minItems} and {@code $ref} to a definition.
 */
final class SchemaCheck {

  private static final JsonNode SHIPPED = ShippedYaml.read(SchemaCheck.class, "schemas.yaml");

  private final List<String> breaches = new ArrayList<>();

  private SchemaCheck() {}

  /** Schema of a kind of Kubernetes object, if it is known. */
  static Optional<JsonNode> ofKind(String kind) {
    return Optional.ofNullable(SHIPPED.get("kinds").get(kind));
  }

  /** Schema of a file without a kind, if it has one. */
  static Optional<JsonNode> ofFile(String name) {
    return Optional.ofNullable(SHIPPED.get("files").get(name));
  }

  /** Where a document breaks a schema, each with its path. */
  static List<String> breaches(JsonNode document, JsonNode schema) {
    SchemaCheck check = new SchemaCheck();
    check.check("", document, schema);
    return check.breaches;
  }

  private void check(String path, JsonNode value, JsonNode schema) {
    if (schema.has("$ref")) {
      check(path, value, SHIPPED.get("definitions").get(schema.get("$ref").asText()));
      return;
    }
    if (schema.has("type") && !isOf(value, schema.get("type").asText())) {
      breach(path, "expected " + schema.get("type").asText() + ", found " + value);
      return;
    }
    checkScalar(path, value, schema);
    if (value.isObject()) {
      checkObject(path, value, schema);
    }
    if (value.isArray()) {
      if (value.size() < schema.path("minItems").asInt()) {
        breach(path, "has too few items");
      }
      for (int index = 0; index < value.size() && schema.has("items"); index++) {
        check(path + "[" + index + "]", value.get(index), schema.get("items"));
      }
    }
  }

  private void checkScalar(String path, JsonNode value, JsonNode schema) {
    if (schema.has("const") && !value.equals(schema.get("const"))) {
      breach(path, "must be " + schema.get("const"));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      breach(path, value + " is none of " + schema.get("enum"));
    }
    if (schema.has("pattern") && !Pattern.matches(schema.get("pattern").asText(), value.asText())) {
      breach(path, value + " does not match " + schema.get("pattern").asText());
    }
    if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
      breach(path, value + " is less than " + schema.get("minimum"));
    }
  }

  private void checkObject(String path, JsonNode value, JsonNode schema) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        breach(path, "lacks " + name.asText());
      }
    }
    JsonNode known = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String below = path + "." + entry.getKey();
      if (known.has(entry.getKey())) {
        check(below, entry.getValue(), known.get(entry.getKey()));
      } else if (others.isObject()) {
        check(below, entry.getValue(), others);
      } else if (others.isBoolean() && !others.booleanValue()) {
        breach(below, "is not known");
      }
    }
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) {
      if (choice.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalArgumentException("type = " + type);
    };
  }

  private void breach(String path, String what) {
    breaches.add((path.isEmpty() ? "document" : path.substring(1)) + ": " + what);
  }
}
