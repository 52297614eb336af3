package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Typed access to the settings of a study. */
final class Values {

  private final StudyConfig config;

  Values(StudyConfig config) {
    this.config = config;
  }

  String text(String key) {
    return config.get(key).value().toString();
  }

  String text(String key, String otherwise) {
    return config.find(key).map(value -> value.value().toString()).orElse(otherwise);
  }

  long whole(String key) {
    return optionalWhole(key)
        .orElseThrow(() -> InvalidValueException.of(key, "nothing", "a whole number is needed."));
  }

  OptionalLong optionalWhole(String key) {
    return config.find(key).isPresent() && config.get(key).value() instanceof Long number
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  double number(String key) {
    return (Double) config.get(key).value();
  }

  OptionalDouble optionalNumber(String key) {
    return config.find(key).isPresent() ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
  }

  boolean flag(String key) {
    return (Boolean) config.get(key).value();
  }

  List<Integer> sizes(String key) {
    return ((List<?>) config.get(key).value())
        .stream().map(size -> Math.toIntExact((Long) size)).toList();
  }

  /**
   * Whether a person chose a value. What follows from the cluster's size is no choice, since it
   * cuts the usual sizes too.
   */
  boolean isChosen(String key) {
    return config.why(key).statements().stream()
        .filter(statement -> statement.stage() != Stage.FINAL)
        .findFirst()
        .filter(statement -> !ShippedLayers.all().contains(config.require(statement.layer())))
        .isPresent();
  }

  Map<String, Object> section(String name) {
    return Sections.below(config.values(), name);
  }

  /**
   * Makes something of settings.
   *
   * @param keys the settings, named in the message if they do not do
   */
  <T> T explained(Supplier<T> made, String... keys) {
    try {
      return made.get();
    } catch (ServeLabException refusal) {
      throw error(refusal.getMessage(), keys);
    }
  }

  /** An error that says which layers set the values it is about. */
  InvalidValueException error(String problem, String... keys) {
    List<String> origins = new ArrayList<>();
    for (String key : keys) {
      config
          .find(key)
          .ifPresent(
              value ->
                  origins.add(
                      key + " = " + YamlText.shown(value.value()) + " in " + value.layer()));
    }
    return InvalidValueException.because(
        origins.isEmpty() ? problem : problem + "\nSet here: " + String.join("; ", origins) + ".");
  }
}
