package io.servelab.study;

import java.util.List;

/**
 * A setting that has a value.
 *
 * @param key dotted key
 * @param value canonical value: {@code String}, {@code Long}, {@code Double}, {@code Boolean} or a
 *     list of them
 * @param layer name of the layer that decided
 * @param overridden what lower layers said, the last one first
 */
public record ConfigValue(String key, Object value, String layer, List<Statement> overridden) {

  /** Copies the list. */
  public ConfigValue {
    overridden = List.copyOf(overridden);
  }

  @Override
  public String toString() {
    return key + " = " + value + " (" + layer + ")";
  }
}
