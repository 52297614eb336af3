package io.servelab.study;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a schema of experiments names what a study sets; read from a file that says the same. */
final class Vocabulary {

  /** The flat schema. */
  static final Vocabulary FLAT = new Vocabulary(ShippedFiles.yaml("experiments/flat.yaml"));

  /** The nested schema of release 0.4.0, its sections joined by dots. */
  static final Vocabulary NESTED = new Vocabulary(ShippedFiles.yaml("experiments/nested.yaml"));

  private final Map<String, String> shared;
  private final Map<String, Map<String, String>> byMode;
  private final Map<String, String> ignored;
  private final Map<String, Object> homeless;
  private final List<String> lacking;
  private final Map<String, Object> values;

  private Vocabulary(YamlNode.Section file) {
    Map<String, @Nullable Object> sections = file.plain();
    this.shared = texts(section(sections, "fields"));
    this.byMode = new LinkedHashMap<>();
    byMode.put("agg", texts(section(sections, "agg")));
    byMode.put("disagg", texts(section(sections, "disagg")));
    Map<String, String> split = new LinkedHashMap<>(byMode.get("agg"));
    split.putAll(texts(section(sections, AfdReader.MODE)));
    byMode.put(AfdReader.MODE, split);
    this.ignored = texts(section(sections, "ignored"));
    this.homeless = byRole(section(sections, "homeless"));
    this.lacking =
        sections.get("lacking") instanceof List<?> beginnings
            ? beginnings.stream().map(String::valueOf).toList()
            : List.of();
    this.values = section(sections, "values");
  }

  private static Map<String, Object> section(Map<String, @Nullable Object> sections, String name) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (sections.get(name) instanceof Map<?, ?> lines) {
      lines.forEach((field, value) -> section.put(field.toString(), value));
    }
    return section;
  }

  private static Map<String, Object> byRole(Map<String, Object> lines) {
    Map<String, Object> all = new LinkedHashMap<>();
    lines.forEach(
        (field, value) -> {
          for (String role : field.contains("*") ? ConfigKeys.ROLES : List.of("")) {
            boolean named = value instanceof String;
            all.put(field.replace("*", role), named ? value.toString().replace("*", role) : value);
          }
        });
    return all;
  }

  private static Map<String, String> texts(Map<String, Object> lines) {
    Map<String, String> texts = new LinkedHashMap<>();
    byRole(lines).forEach((field, value) -> texts.put(field, value.toString()));
    return texts;
  }

  /** The key that a field sets in an experiment of a kind. */
  Optional<String> key(String field, String mode) {
    return Optional.ofNullable(shared.get(field))
        .or(() -> Optional.ofNullable(byMode.getOrDefault(mode, Map.of()).get(field)));
  }

  /** The kind of deployment whose experiments have a field. */
  Optional<String> mode(String field) {
    return byMode.keySet().stream().filter(mode -> byMode.get(mode).containsKey(field)).findFirst();
  }

  /** Why a field changes nothing, if it does not. */
  Optional<String> ignored(String field) {
    return Optional.ofNullable(ignored.get(field));
  }

  /** Whether the library may lack what a field asks for. */
  boolean mayLack(String field) {
    return homeless.containsKey(field)
        || (lacking.stream().anyMatch(field::startsWith) && mode(field).isEmpty());
  }

  /** Whether the library lacks what a value of a field asks for. */
  boolean lacks(String field, Object value) {
    return !(homeless.get(field) instanceof List<?> harmless && harmless.contains(value));
  }

  /** The name that a value has here. */
  @Nullable Object value(String key, @Nullable Object given) {
    if (given instanceof List<?> items) {
      return items.stream().map(item -> value(key, item)).toList();
    }
    boolean renamed = values.get(key) instanceof Map<?, ?> names && names.containsKey(given);
    return renamed ? ((Map<?, ?>) values.get(key)).get(given) : given;
  }

  /** Every field of the schema. */
  Set<String> fields() {
    Set<String> all = new LinkedHashSet<>(shared.keySet());
    byMode.values().forEach(fields -> all.addAll(fields.keySet()));
    all.addAll(ignored.keySet());
    all.addAll(homeless.keySet());
    return all;
  }
}
