package io.servelab.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a key has its value.
 *
 * @param key the key, or the open section around it
 * @param name the dotted name that was asked for
 * @param value the value; empty if nobody set it or a layer took it away
 * @param statements what every layer said that speaks of it, the deciding one first
 */
public record Explanation(
    ConfigKey key, String name, Optional<Object> value, List<Statement> statements) {

  /** Copies the list. */
  public Explanation {
    statements = List.copyOf(statements);
  }

  /** Name of the layer that decided; empty if none speaks of the key. */
  public Optional<String> layer() {
    return statements.stream().findFirst().map(Statement::layer);
  }

  /** What the deciding layer overrode, the last one first. */
  public List<Statement> overridden() {
    return statements.stream().skip(1).toList();
  }

  @Override
  public String toString() {
    String shown = value.map(Object::toString).orElse("unset");
    String unit = key.unit().isEmpty() || value.isEmpty() ? "" : " " + key.unit();
    String by = layer().map(layer -> ", set by " + layer).orElse(", no layer sets it");
    String rest = overridden().stream().map(Statement::toString).collect(Collectors.joining("; "));
    return name + " = " + shown + unit + by + (rest.isEmpty() ? "" : "; overrode " + rest);
  }
}
