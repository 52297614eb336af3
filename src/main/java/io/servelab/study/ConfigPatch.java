package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings by dotted key, in canonical form: what one layer sets.
 *
 * <p>Patches merge associatively: lists and other values are replaced whole, and a value and a
 * section of the same name displace each other.
 */
public final class ConfigPatch {

  /** Sets nothing. */
  public static final ConfigPatch EMPTY = new ConfigPatch(new TreeMap<>());

  private final Map<String, Object> entries;

  private ConfigPatch(SortedMap<String, Object> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /**
   * Reads settings.
   *
   * @param values values by dotted key, sections as nested maps; null takes a value away
   * @param where what sets them, for messages, such as {@code layer 'user'}
   * @throws UnknownNameException if a key or a choice is unknown
   * @throws InvalidValueException if a value is of the wrong kind or out of range
   */
  public static ConfigPatch of(Map<String, ? extends @Nullable Object> values, String where) {
    TreeMap<String, Object> entries = new TreeMap<>();
    values.forEach((name, value) -> add(entries, name, value, where));
    return new ConfigPatch(entries);
  }

  private static void add(
      SortedMap<String, Object> entries, String name, @Nullable Object value, String where) {
    if (value instanceof YamlNode.Entry entry) {
      YamlNode node = entry.value();
      Object inner = node instanceof YamlNode.Section section ? section.entries() : node.plain();
      add(entries, name, inner, entry.at().toString());
      return;
    }
    ConfigKeys keys = ConfigKeys.standard();
    Optional<ConfigKey> key = keys.find(name);
    boolean open = keys.isOpen(name);
    boolean holdsKeys = key.isEmpty() && keys.isSection(name);
    if (value instanceof Map<?, ?> section && (open || holdsKeys)) {
      section.forEach((inner, held) -> add(entries, name + "." + inner, held, where));
    } else if (value != null && (holdsKeys || (open && keys.names().contains(name)))) {
      throw InvalidValueException.of(
          name, YamlText.shown(value), "expected a section with keys of its own (" + where + ").");
    } else {
      ConfigKey known = keys.require(name, where);
      put(entries, name, value == null ? Unset.UNSET : known.canonical(value, where));
    }
  }

  private static void put(Map<String, Object> entries, String name, Object value) {
    displaced(entries.keySet(), name).forEach(entries::remove);
    enclosing(entries.keySet(), name).forEach(above -> entries.put(above, Unset.UNSET));
    entries.put(name, value);
  }

  /** Names that a value of another name displaces: in an open section, everything below it. */
  static List<String> displaced(Collection<String> names, String name) {
    return ConfigKeys.standard().isOpen(name)
        ? names.stream().filter(below -> below.startsWith(name + ".")).toList()
        : List.of();
  }

  /**
   * Names that cannot hold a value beside another name: in an open section, everything above it.
   */
  static List<String> enclosing(Collection<String> names, String name) {
    return ConfigKeys.standard().isOpen(name)
        ? names.stream().filter(above -> name.startsWith(above + ".")).toList()
        : List.of();
  }

  /**
   * Both patches as one.
   *
   * @param upper the patch that decides where both set a key
   */
  public ConfigPatch merge(ConfigPatch upper) {
    TreeMap<String, Object> merged = new TreeMap<>(entries);
    upper.entries.forEach((name, value) -> put(merged, name, value));
    return new ConfigPatch(merged);
  }

  /** Dotted keys that are set or taken away, in alphabetical order. */
  public Set<String> keys() {
    return entries.keySet();
  }

  /** The value of a key; empty if it is untouched or taken away. */
  public Optional<Object> find(String key) {
    return Optional.ofNullable(entries.get(key)).filter(value -> value != Unset.UNSET);
  }

  /** Values by dotted key, {@link Unset} included. */
  Map<String, Object> entries() {
    return entries;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigPatch patch && entries.equals(patch.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
