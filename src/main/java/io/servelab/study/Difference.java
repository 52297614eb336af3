package io.servelab.study;

import java.util.Optional;

/**
 * A key whose value differs between two studies.
 *
 * @param key dotted key
 * @param here its value in the first study; empty if unset
 * @param there its value in the other study; empty if unset
 */
public record Difference(String key, Optional<ConfigValue> here, Optional<ConfigValue> there) {

  /** Whether the values differ at all. */
  boolean real() {
    return !here.map(ConfigValue::value).equals(there.map(ConfigValue::value));
  }

  @Override
  public String toString() {
    return key + ": " + shown(here) + " -> " + shown(there);
  }

  private static String shown(Optional<ConfigValue> side) {
    return side.map(value -> value.value() + " (" + value.layer() + ")").orElse("unset");
  }
}
