package io.servelab.study;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sections whose owners read them themselves, as nested maps of texts, whole numbers ({@code
 * Long}), numbers ({@code Double}), truth values and lists.
 *
 * @param constraints bounds on metrics
 * @param prices prices of GPU hours by system, and their currency
 */
public record OpenSections(Map<String, Object> constraints, Map<String, Object> prices) {

  /** Keeps the maps from changing. */
  public OpenSections {
    constraints = Collections.unmodifiableMap(new TreeMap<>(constraints));
    prices = Collections.unmodifiableMap(new TreeMap<>(prices));
  }
}
