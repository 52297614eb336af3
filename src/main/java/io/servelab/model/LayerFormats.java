package io.servelab.model;

import java.util.List;
import java.util.Map;

/**
 * Formats that a checkpoint states for single layers.
 *
 * @param base format of layers that are not named: from the header of a mixed checkpoint or from
 *     its first group of layers; empty when not stated
 * @param algorithms quantisation method in lower case by layer name
 * @param excluded names and patterns of layers that are not quantised
 */
public record LayerFormats(String base, Map<String, String> algorithms, List<String> excluded) {

  /** Copies both collections. */
  public LayerFormats {
    algorithms = Map.copyOf(algorithms);
    excluded = List.copyOf(excluded);
  }

  /** Whether any excluded name contains one of these parts. */
  boolean excludesAny(String... parts) {
    return excluded.stream().anyMatch(name -> containsAny(name, parts));
  }

  private static boolean containsAny(String name, String... parts) {
    for (String part : parts) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
