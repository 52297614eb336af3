package io.servelab.artifact.setting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flag of an engine, or an entry of its file, with its value and reasons.
 *
 * @param name name without leading hyphens; a dotted path in a file
 * @param value {@code true} for a flag without a value; a text, number, truth value, list or map
 * @param settings parameters that it carries; none for one that a person wrote
 */
public record EngineFlag(String name, Object value, List<Setting> settings) {

  /** Copies the list. */
  public EngineFlag {
    settings = List.copyOf(settings);
  }

  /** Whether it has no value on a command line. */
  public boolean isSwitch() {
    return Boolean.TRUE.equals(value);
  }

  /** Why it is there. */
  public String why() {
    return settings.isEmpty()
        ? "set by hand"
        : String.join("; ", settings.stream().map(Setting::why).distinct().toList());
  }

  /** Where its value comes from: the strongest source of its parts. */
  public Origin origin() {
    return settings.stream()
        .map(Setting::origin)
        .max(Comparator.comparing(Origin::kind))
        .orElse(Origin.OVERRIDE);
  }

  /** The flag with another member in its value. */
  EngineFlag plus(EngineFlag other) {
    Map<Object, Object> merged = new LinkedHashMap<>((Map<?, ?>) value);
    merged.putAll((Map<?, ?>) other.value);
    List<Setting> both = new ArrayList<>(settings);
    both.addAll(other.settings);
    return new EngineFlag(name, merged, both);
  }

  /** The parameter that it carries, if it is just one. */
  public Optional<Setting> setting() {
    return settings.size() == 1 ? Optional.of(settings.get(0)) : Optional.empty();
  }
}
