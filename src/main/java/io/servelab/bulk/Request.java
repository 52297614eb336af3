package io.servelab.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.Optional;

/**
 * One line of a request file.
 *
 * @param id name given by the caller; blank without one
 * @param fields keys and values of the question
 * @param malformed why the line could not be read; blank if it could
 */
public record Request(String id, ObjectNode fields, String malformed) {

  /** Text of a key; blank if absent. */
  public String text(String key) {
    return find(key)
        .map(value -> value.isTextual() ? value.textValue() : value.toString())
        .orElse("");
  }

  /** Text of a key, or the texts of a list separated by commas; blank if absent. */
  public String words(String key) {
    return find(key).filter(JsonNode::isArray).isPresent()
        ? String.join(",", texts(key, List.of()))
        : text(key);
  }

  /** Whole number of a key. */
  public long whole(String key, long fallback) {
    return find(key).map(value -> requireWhole(key, value)).orElse(fallback);
  }

  /** Number of a key. */
  public double number(String key, double fallback) {
    return find(key).map(value -> requireNumber(key, value)).orElse(fallback);
  }

  /** Truth of a key. */
  public boolean flag(String key, boolean fallback) {
    return find(key)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw InvalidValueException.of(key, value, "expected true or false.");
              }
              return value.booleanValue();
            })
        .orElse(fallback);
  }

  /** Texts of a key. */
  public List<String> texts(String key, List<String> fallback) {
    return find(key)
        .map(
            value -> {
              if (!value.isArray()) {
                throw InvalidValueException.of(key, value, "expected a list.");
              }
              return java.util.stream.StreamSupport.stream(value.spliterator(), false)
                  .map(JsonNode::asText)
                  .toList();
            })
        .orElse(fallback);
  }

  /** Value of a key, unless absent or null. */
  public Optional<JsonNode> find(String key) {
    return Optional.ofNullable(fields.get(key)).filter(value -> !value.isNull());
  }

  /** A question nested inside this one. */
  public static Request nested(ObjectNode fields) {
    return new Request("", fields, "");
  }

  private static long requireWhole(String key, JsonNode value) {
    double number = requireNumber(key, value);
    if (number != Math.rint(number)) {
      throw InvalidValueException.of(key, value, "expected a whole number.");
    }
    return (long) number;
  }

  private static double requireNumber(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw InvalidValueException.of(key, value, "expected a number.");
    }
    return value.doubleValue();
  }
}
