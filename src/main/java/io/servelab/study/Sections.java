package io.servelab.study;

import java.util.LinkedHashMap;
import java.util.Map;

/** Turns dotted keys back into nested sections. */
final class Sections {

  private Sections() {}

  /** The same values as nested maps, in the same order. */
  static Map<String, Object> nested(Map<String, ?> dotted) {
    Map<String, Object> root = new LinkedHashMap<>();
    dotted.forEach((name, value) -> put(root, name, value));
    return root;
  }

  /**
   * The values below a name as nested maps; empty if there are none.
   *
   * @param name a section, such as {@code constraints}
   */
  static Map<String, Object> below(Map<String, ?> dotted, String name) {
    Map<String, Object> root = new LinkedHashMap<>();
    dotted.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")) {
            put(root, key.substring(name.length() + 1), value);
          }
        });
    return root;
  }

  private static void put(Map<String, Object> section, String name, Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      section.put(name, value);
      return;
    }
    Object inner =
        section.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<String, Object>());
    @SuppressWarnings("unchecked") // only this method puts maps here
    Map<String, Object> held = (Map<String, Object>) inner;
    put(held, name.substring(dot + 1), value);
  }
}
