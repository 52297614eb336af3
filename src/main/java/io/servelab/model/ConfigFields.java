package io.servelab.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One JSON object of a model configuration, read field by field.
 *
 * <p>A field that is null, or not a number where JSON allows none, counts as absent.
 */
final class ConfigFields {

  private final String source;
  private final JsonNode object;

  ConfigFields(String source, JsonNode object) {
    this.source = source;
    this.object = object;
  }

  /** Where the object was read from, for messages. */
  String source() {
    return source;
  }

  /** The first of these fields that is present; an explicit zero is kept. */
  OptionalInt integer(String... names) {
    for (String name : names) {
      OptionalDouble number = number(name);
      if (number.isPresent()) {
        return OptionalInt.of((int) number.getAsDouble());
      }
    }
    return OptionalInt.empty();
  }

  /** The first of these fields that is present and not zero. */
  OptionalInt firstNonZero(String... names) {
    for (String name : names) {
      OptionalInt number = integer(name);
      if (number.isPresent() && number.getAsInt() != 0) {
        return number;
      }
    }
    return OptionalInt.empty();
  }

  /**
   * A size without which the model has no shape.
   *
   * @throws InvalidValueException if it is absent or not positive
   */
  int required(String name) {
    int size = integer(name).orElseThrow(() -> missing(name));
    if (size < 1) {
      throw InvalidValueException.of(name, size, "a size in " + source + " is at least 1.");
    }
    return size;
  }

  OptionalDouble number(String name) {
    JsonNode value = object.path(name);
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? OptionalDouble.of(value.doubleValue())
        : OptionalDouble.empty();
  }

  Optional<String> text(String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** Whether the field is present and says yes: true, a number but zero, or some text. */
  boolean flag(String name) {
    JsonNode value = object.path(name);
    return value.asBoolean(false) || (value.isTextual() && !value.textValue().isEmpty());
  }

  /** Whether the field is present, whatever it holds, and not empty. */
  boolean isStated(String name) {
    JsonNode value = object.path(name);
    return value.isContainerNode() ? !value.isEmpty() : flag(name);
  }

  Optional<Boolean> optionalFlag(String name) {
    JsonNode value = object.path(name);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  boolean isList(String name) {
    return object.path(name).isArray();
  }

  /** The numbers in a list, or in a text that separates them by commas; empty when absent. */
  List<Integer> integers(String name) {
    List<Integer> values = new ArrayList<>();
    JsonNode list = object.path(name);
    list.forEach(value -> values.add(value.asInt()));
    if (list.isTextual() && !list.textValue().isBlank()) {
      for (String part : list.textValue().split(",", -1)) {
        values.add(parsed(name, part.strip()));
      }
    }
    return values;
  }

  /**
   * A number for each layer; entries beyond, which belong to draft layers, are cut.
   *
   * @throws InvalidValueException if there are fewer entries than layers
   */
  List<Integer> integersByLayer(String name, int layers) {
    return byLayer(name, integers(name), layers);
  }

  /**
   * A word for each layer; entries beyond, which belong to draft layers, are cut.
   *
   * @throws InvalidValueException if there are fewer entries than layers
   */
  List<String> stringsByLayer(String name, int layers) {
    return byLayer(name, strings(name), layers);
  }

  List<String> strings(String name) {
    List<String> values = new ArrayList<>();
    JsonNode list = object.path(name);
    if (list.isArray()) {
      list.forEach(value -> values.add(value.asText()));
    }
    return values;
  }

  Optional<ConfigFields> child(String name) {
    JsonNode value = object.path(name);
    return value.isObject() ? Optional.of(new ConfigFields(source, value)) : Optional.empty();
  }

  /**
   * A nested object without which the model has no shape.
   *
   * @throws InvalidValueException if it is absent
   */
  ConfigFields requiredChild(String name) {
    return child(name).orElseThrow(() -> missing(name));
  }

  /** The objects in a list. */
  List<ConfigFields> children(String name) {
    List<ConfigFields> values = new ArrayList<>();
    object.path(name).forEach(value -> values.add(new ConfigFields(source, value)));
    return values;
  }

  /** The nested objects by name, in file order. */
  Map<String, ConfigFields> entries() {
    Map<String, ConfigFields> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getValue().isObject()) {
        values.put(entry.getKey(), new ConfigFields(source, entry.getValue()));
      }
    }
    return values;
  }

  private int parsed(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw InvalidValueException.of(
          name, text, "a list of numbers is expected in " + source + ".");
    }
  }

  private <T> List<T> byLayer(String name, List<T> entries, int layers) {
    if (entries.size() < layers) {
      throw InvalidValueException.because(
          "The model configuration "
              + source
              + " has "
              + layers
              + " layers but only "
              + entries.size()
              + " entries in '"
              + name
              + "'.");
    }
    return entries.subList(0, layers);
  }

  private InvalidValueException missing(String name) {
    return InvalidValueException.because(
        "The model configuration " + source + " has no usable field '" + name + "'.");
  }
}
