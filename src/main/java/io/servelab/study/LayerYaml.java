package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Layers as YAML: {@code stage}, {@code when}, {@code mode} and what they {@code set}. */
final class LayerYaml {

  private static final List<String> FIELDS = List.of("name", "stage", "when", "mode", "set");

  private final YamlNode.Section section;

  private LayerYaml(YamlNode.Section section) {
    this.section = section;
  }

  /**
   * Reads a layer.
   *
   * @throws UnknownNameException if a field, a key, a fact or a choice is unknown
   * @throws InvalidValueException if a value does not do
   */
  static ConfigLayer read(String name, YamlNode.Section section) {
    section
        .entries()
        .forEach(
            (field, entry) -> {
              if (!FIELDS.contains(field)) {
                throw UnknownNameException.of("field of a layer in " + entry.at(), field, FIELDS);
              }
            });
    return new LayerYaml(section).layer(name);
  }

  /**
   * Reads a layer that says its name.
   *
   * @throws InvalidValueException if it does not
   */
  static ConfigLayer named(YamlNode.Section section) {
    YamlNode.Entry name = section.entries().get("name");
    if (name == null) {
      throw InvalidValueException.because(section.at() + ": a layer needs a name.");
    }
    return read(String.valueOf(name.value().plain()), section);
  }

  private ConfigLayer layer(String name) {
    Stage stage = choice("stage", Stage.values(), Stage::id).orElse(Stage.USER);
    MergeMode mode = choice("mode", MergeMode.values(), MergeMode::id).orElse(MergeMode.PATCH);
    ConfigPatch patch =
        sectionOf("set")
            .map(values -> ConfigPatch.of(values.entries(), ConfigLayer.where(name)))
            .orElse(ConfigPatch.EMPTY);
    return new ConfigLayer(name, stage, condition(), mode, patch);
  }

  private Condition condition() {
    Map<String, List<String>> allowed = new TreeMap<>();
    sectionOf("when")
        .ifPresent(
            facts ->
                facts
                    .entries()
                    .forEach((fact, entry) -> allowed.put(fact, words(fact, entry.value()))));
    return new Condition(allowed);
  }

  private static List<String> words(String fact, YamlNode node) {
    if (!(node instanceof YamlNode.Items items)) {
      throw InvalidValueException.because(
          node.at() + ": " + fact + " takes a list of values, such as [true].");
    }
    return items.plain().stream().map(String::valueOf).toList();
  }

  private Optional<YamlNode.Section> sectionOf(String field) {
    YamlNode.Entry entry = section.entries().get(field);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof YamlNode.Section inner) {
      return Optional.of(inner);
    }
    throw InvalidValueException.because(entry.at() + ": '" + field + "' takes keys and values.");
  }

  private <E> Optional<E> choice(String field, E[] values, Function<E, String> id) {
    YamlNode.Entry entry = section.entries().get(field);
    if (entry == null) {
      return Optional.empty();
    }
    String given = String.valueOf(entry.value().plain());
    return Optional.of(
        Arrays.stream(values)
            .filter(value -> id.apply(value).equals(given))
            .findFirst()
            .orElseThrow(
                () ->
                    UnknownNameException.of(
                        field + " of a layer in " + entry.at(),
                        given,
                        Arrays.stream(values).map(id).toList())));
  }

  /** A layer as nested maps that {@link #read} turns back into the same layer. */
  static Map<String, Object> written(ConfigLayer layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", layer.name());
    fields.put("stage", layer.stage().id());
    if (!layer.when().always()) {
      fields.put("when", layer.when().allowed());
    }
    if (layer.mode() != MergeMode.PATCH) {
      fields.put("mode", layer.mode().id());
    }
    List<String> ordered = new ArrayList<>(layer.patch().keys());
    ordered.sort(ConfigKeys.standard().order());
    Map<String, Object> values = new LinkedHashMap<>();
    ordered.forEach(key -> values.put(key, layer.patch().entries().get(key)));
    fields.put("set", values);
    return fields;
  }
}
