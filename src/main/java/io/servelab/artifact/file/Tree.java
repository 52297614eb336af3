package io.servelab.artifact.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds a mapping of YAML, its entries in the order they are put. */
public final class Tree {

  private final Map<String, Object> entries = new LinkedHashMap<>();

  /** Adds an entry; a tree becomes a mapping. */
  public Tree put(String key, Object value) {
    entries.put(key, value instanceof Tree tree ? tree.map() : value);
    return this;
  }

  /** Adds an entry if there is a value. */
  public Tree put(String key, Optional<?> value) {
    value.ifPresent(present -> put(key, present));
    return this;
  }

  /** Adds an entry if the mapping or list is not empty. */
  public Tree putUnlessEmpty(String key, Map<String, ?> value) {
    return value.isEmpty() ? this : put(key, value);
  }

  /** Adds entries, in place of those of the same name. */
  public Tree putAll(Map<String, ?> more) {
    more.forEach(this::put);
    return this;
  }

  /** Sets an entry deep inside by its dotted path, next to what is there. */
  public Tree putPath(String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return put(path, value);
    }
    String head = path.substring(0, dot);
    Tree below = new Tree();
    if (entries.get(head) instanceof Map<?, ?> there) {
      below.merge(there);
    }
    return put(head, below.putPath(path.substring(dot + 1), value));
  }

  /** Adds entries; mappings inside are merged, everything else is replaced. */
  public Tree merge(Map<?, ?> more) {
    more.forEach(
        (name, value) -> {
          String key = name.toString();
          if (value instanceof Map<?, ?> inner && entries.get(key) instanceof Map<?, ?> there) {
            put(key, new Tree().merge(there).merge(inner));
          } else {
            put(key, value);
          }
        });
    return this;
  }

  /** The mapping. */
  public Map<String, Object> map() {
    return entries;
  }
}
