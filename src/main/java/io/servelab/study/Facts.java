package io.servelab.study;

import io.servelab.model.ModelConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What conditions may ask about a study. A fact without values is unknown.
 *
 * @param values values by name; several only for profiles
 */
record Facts(Map<String, List<String>> values) {

  /** Settings that conditions ask for, and that conditional layers therefore must not set. */
  static final List<String> SETTINGS =
      List.of("model", "system", "decode_system", "backend", "serving_mode", "rules", "profiles");

  /** Every fact. */
  static final List<String> NAMES =
      List.of(
          "model",
          "system",
          "decode_system",
          "backend",
          "serving_mode",
          "rules",
          "profiles",
          "family",
          "moe",
          "context_parallel");

  static Facts of(ConfigPatch settings, Optional<ModelConfig> model) {
    Map<String, List<String>> values = new TreeMap<>();
    SETTINGS.forEach(name -> settings.find(name).ifPresent(it -> values.put(name, texts(it))));
    settings.find("system").ifPresent(it -> values.putIfAbsent("decode_system", texts(it)));
    model.ifPresent(
        it -> {
          values.put("family", List.of(it.family().name().toLowerCase(Locale.ROOT)));
          values.put("moe", List.of(String.valueOf(it.isMoe())));
          values.put(
              "context_parallel",
              List.of(String.valueOf(it.family().supportsContextParallelism())));
        });
    return new Facts(values);
  }

  List<String> of(String name) {
    return values.getOrDefault(name, List.of());
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }
}
