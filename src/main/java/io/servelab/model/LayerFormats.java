package io.servelab.model;

import java.util.List;

/**
 * Formats that a checkpoint states for single layers.
 *
 * @param base format of layers that are not named: from the header of a mixed checkpoint or from
 *     its first group of layers; empty when not stated
 * @param named formats by layer, in file order
 * @param excluded names and patterns of layers that are not quantised, in lower case
 */
public record LayerFormats(String base, List<Named> named, List<String> excluded) {

  /**
   * The format of one layer.
   *
   * @param layer name or pattern, in lower case
   * @param algorithm quantisation method, in lower case
   */
  public record Named(String layer, String algorithm) {

    /** Whether the layer belongs to experts that tokens are routed to. */
    boolean isRoutedExpert() {
      return layer.contains("expert") && !layer.contains("shared_expert");
    }
  }

  /** Copies both lists. */
  public LayerFormats {
    named = List.copyOf(named);
    excluded = List.copyOf(excluded);
  }

  /** Whether any of these parts occurs in the name of an excluded layer. */
  boolean excludesAny(String... parts) {
    return excluded.stream().anyMatch(name -> containsAny(name, parts));
  }

  /** Whether experts that tokens are routed to are excluded. */
  boolean excludesRoutedExperts() {
    return excluded.stream().anyMatch(name -> new Named(name, "").isRoutedExpert());
  }

  static boolean containsAny(String name, String... parts) {
    for (String part : parts) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
