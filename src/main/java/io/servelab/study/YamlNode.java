package io.servelab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of YAML that remembers where it was written. */
sealed interface YamlNode {

  /** Where it begins. */
  Position at();

  /** The same as plain maps, lists, texts, numbers and truth values; null for null. */
  @Nullable Object plain();

  /**
   * A single value.
   *
   * @param value text, number, truth value or null
   */
  record Scalar(@Nullable Object value, Position at) implements YamlNode {
    @Override
    public @Nullable Object plain() {
      return value;
    }
  }

  /**
   * A list.
   *
   * @param items what it holds
   */
  record Items(List<YamlNode> items, Position at) implements YamlNode {
    @Override
    public List<@Nullable Object> plain() {
      List<@Nullable Object> values = new ArrayList<>();
      items.forEach(item -> values.add(item.plain()));
      return values;
    }
  }

  /**
   * A mapping.
   *
   * @param entries values by key, in the order of the file
   */
  record Section(Map<String, Entry> entries, Position at) implements YamlNode {
    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      entries.forEach((key, entry) -> values.put(key, entry.value().plain()));
      return values;
    }
  }

  /**
   * One line of a mapping.
   *
   * @param at where the key is written
   * @param value what it stands for
   */
  record Entry(Position at, YamlNode value) {}
}
