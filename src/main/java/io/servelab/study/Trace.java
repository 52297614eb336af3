package io.servelab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each layer said about each key, the lowest layer first. */
final class Trace {

  private final Map<String, List<Statement>> statements = new HashMap<>();

  /** Lets a layer speak. */
  void apply(ConfigLayer layer, ConfigPatch patch) {
    if (layer.mode() == MergeMode.REPLACE) {
      List.copyOf(statements.keySet()).forEach(name -> takeAway(layer, name));
    }
    patch
        .entries()
        .forEach(
            (name, value) -> {
              ConfigPatch.displaced(statements.keySet(), name)
                  .forEach(below -> takeAway(layer, below));
              ConfigPatch.enclosing(statements.keySet(), name)
                  .forEach(above -> takeAway(layer, above));
              say(layer, name, Optional.of(value).filter(it -> it != Unset.UNSET));
            });
  }

  private void takeAway(ConfigLayer layer, String name) {
    if (find(name).isPresent()) {
      say(layer, name, Optional.empty());
    }
  }

  private void say(ConfigLayer layer, String name, Optional<Object> value) {
    List<Statement> said = statements.computeIfAbsent(name, key -> new ArrayList<>());
    said.removeIf(earlier -> earlier.layer().equals(layer.name()));
    said.add(new Statement(layer.name(), layer.stage(), value));
  }

  /** Statements about a key, the deciding one first. */
  List<Statement> of(String name) {
    List<Statement> said = new ArrayList<>(statements.getOrDefault(name, List.of()));
    Collections.reverse(said);
    return said;
  }

  /** The value of a key. */
  Optional<Object> find(String name) {
    List<Statement> said = statements.getOrDefault(name, List.of());
    return said.isEmpty() ? Optional.empty() : said.get(said.size() - 1).value();
  }

  /** Keys that a layer speaks of, in the order of the known keys. */
  List<String> saidBy(String layer) {
    return statements.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(it -> it.layer().equals(layer)))
        .map(Map.Entry::getKey)
        .sorted(ConfigKeys.standard().order())
        .toList();
  }

  /** Every key that has a value, in the order of the known keys. */
  Map<String, ConfigValue> values() {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    List<String> ordered = new ArrayList<>(statements.keySet());
    ordered.sort(ConfigKeys.standard().order());
    ordered.forEach(name -> find(name).ifPresent(value -> values.put(name, value(name, value))));
    return values;
  }

  private ConfigValue value(String name, Object value) {
    List<Statement> said = of(name);
    return new ConfigValue(name, value, said.get(0).layer(), said.subList(1, said.size()));
  }
}
