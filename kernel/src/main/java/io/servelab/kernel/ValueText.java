package io.servelab.kernel;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The plain text of a value. Arrays show their elements, nested arrays one row to a line; long
 * arrays and collections show their first elements and say how many were left out, because a
 * million numbers in a cell freeze the front end.
 */
final class ValueText {

  private static final int MAX_ELEMENTS = 100;
  private static final int MAX_ROWS = 30;
  private static final int MAX_CHARACTERS = 50_000;

  private ValueText() {}

  /** The text of any value, null included; never null itself. */
  static String of(Object value) {
    String text = element(value, 0);
    return text.length() <= MAX_CHARACTERS
        ? text
        : "%s … %,d more characters"
            .formatted(text.substring(0, MAX_CHARACTERS), text.length() - MAX_CHARACTERS);
  }

  private static String element(Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      return array(value, depth);
    }
    if (value instanceof Collection<?> collection && needsHelp(collection)) {
      return elements(collection, collection.size(), ", ", depth);
    }
    if (value instanceof Map<?, ?> map && (needsHelp(map.values()) || needsHelp(map.keySet()))) {
      String entries = elements(map.entrySet(), map.size(), ", ", depth);
      return "{" + entries.substring(1, entries.length() - 1) + "}";
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return element(entry.getKey(), depth) + "=" + element(entry.getValue(), depth);
    }
    return Objects.requireNonNullElse(value.toString(), "null");
  }

  /** Whether a collection's own text would be endless or would show array identities. */
  private static boolean needsHelp(Collection<?> collection) {
    return collection.size() > MAX_ELEMENTS
        || collection.stream().anyMatch(e -> e != null && e.getClass().isArray());
  }

  private static String array(Object array, int depth) {
    int length = Array.getLength(array);
    boolean rows = array.getClass().getComponentType().isArray();
    List<Object> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(length, rows ? MAX_ROWS : MAX_ELEMENTS); i++) {
      shown.add(Array.get(array, i));
    }
    String separator = rows ? ",\n" + " ".repeat(depth + 1) : ", ";
    return elements(shown, length, separator, depth);
  }

  private static String elements(Iterable<?> values, int size, String separator, int depth) {
    StringBuilder text = new StringBuilder("[");
    int shown = 0;
    for (Object value : values) {
      if (shown == MAX_ELEMENTS) {
        break;
      }
      text.append(shown == 0 ? "" : separator).append(element(value, depth + 1));
      shown++;
    }
    if (shown < size) {
      text.append(separator).append("… %,d more".formatted(size - shown));
    }
    return text.append(']').toString();
  }
}
