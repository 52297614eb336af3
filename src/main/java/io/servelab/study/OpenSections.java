package io.servelab.study;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sections whose owners read them themselves, as nested maps of texts, whole numbers ({@code
 * Long}), numbers ({@code Double}), truth values and lists.
 *
 * @param constraints bounds on metrics
 * @param objective what to maximise or minimise
 */
public record OpenSections(Map<String, Object> constraints, Map<String, Object> objective) {

  /** Keeps the maps from changing. */
  public OpenSections {
    constraints = Collections.unmodifiableMap(new TreeMap<>(constraints));
    objective = Collections.unmodifiableMap(new TreeMap<>(objective));
  }
}
