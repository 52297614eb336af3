package io.servelab.perf;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tells the categorical key of some rows in words, part by part, and which keys come near it. */
public final class KeyText {

  private static final int MOST_NEAR = 4;

  private KeyText() {}

  /** A key in words, such as {@code kv fp8, kv heads 8, head dim 128}. */
  public static String of(Object key) {
    return words(parts(key));
  }

  /**
   * The keys that share most with the wanted one, each told by what differs from it; empty without
   * any key.
   */
  static String nearest(Object wanted, Collection<?> keys) {
    Map<String, Object> asked = parts(wanted);
    return keys.stream()
        .map(key -> different(parts(key), asked))
        .distinct()
        .sorted(Comparator.comparingInt(Map::size))
        .limit(MOST_NEAR)
        .map(KeyText::words)
        .collect(Collectors.joining("; "));
  }

  private static Map<String, Object> different(
      Map<String, Object> parts, Map<String, Object> asked) {
    Map<String, Object> rest = new LinkedHashMap<>(parts);
    rest.entrySet().removeIf(part -> Objects.equals(part.getValue(), asked.get(part.getKey())));
    return rest;
  }

  private static String words(Map<String, Object> parts) {
    return parts.entrySet().stream()
        .map(part -> (part.getKey() + " " + part.getValue()).strip())
        .collect(Collectors.joining(", "));
  }

  /** Names and values of a key's parts, nested ones included; blank parts say nothing. */
  private static Map<String, Object> parts(Object key) {
    if (!key.getClass().isRecord()) {
      return Map.of("", key);
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    for (RecordComponent component : key.getClass().getRecordComponents()) {
      Object value = value(component, key);
      if (value.getClass().isRecord()) {
        parts.putAll(parts(value));
      } else if (!value.toString().isBlank()) {
        parts.put(spaced(component.getName()), value);
      }
    }
    return parts;
  }

  private static Object value(RecordComponent component, Object key) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(key);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A record tells its parts", impossible);
    }
  }

  private static String spaced(String camelCase) {
    return camelCase.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
