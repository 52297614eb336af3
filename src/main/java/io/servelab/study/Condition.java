package io.servelab.study;

import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a layer applies: every named fact about the study must have one of the allowed values.
 *
 * @param allowed allowed values by fact, see {@link Facts#NAMES}
 */
public record Condition(Map<String, List<String>> allowed) {

  /** Always true. */
  public static final Condition ALWAYS = new Condition(Map.of());

  /**
   * Requires known facts.
   *
   * @throws UnknownNameException if a fact is unknown
   */
  public Condition {
    Map<String, List<String>> sorted = new TreeMap<>();
    allowed.forEach((fact, values) -> sorted.put(requireFact(fact), List.copyOf(values)));
    allowed = Collections.unmodifiableMap(sorted);
  }

  private static String requireFact(String fact) {
    if (!Facts.NAMES.contains(fact)) {
      throw UnknownNameException.of("fact in a layer's condition:", fact, Facts.NAMES);
    }
    return fact;
  }

  /** The same, and this fact must have one of these values. */
  Condition and(String fact, List<String> values) {
    Map<String, List<String>> more = new TreeMap<>(allowed);
    more.put(fact, values);
    return new Condition(more);
  }

  /** Whether nothing is required. */
  public boolean always() {
    return allowed.isEmpty();
  }

  /** Why the facts fail the condition; empty if they meet it. */
  Optional<String> refusal(Facts facts) {
    for (Map.Entry<String, List<String>> entry : allowed.entrySet()) {
      List<String> values = facts.of(entry.getKey());
      if (Collections.disjoint(values, entry.getValue())) {
        String now = values.isEmpty() ? "not set" : String.join(", ", values);
        return Optional.of(
            entry.getKey() + " is " + now + ", not " + String.join(" or ", entry.getValue()));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    allowed.forEach((fact, values) -> parts.add(fact + " is " + String.join(" or ", values)));
    return parts.isEmpty() ? "always" : String.join(" and ", parts);
  }
}
