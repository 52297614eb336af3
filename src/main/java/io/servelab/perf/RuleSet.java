package io.servelab.perf;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.Locale;

/** Which rules turn measurements into answers. */
public enum RuleSet {
  /** The answers of the reference release, aiconfigurator 0.12.0. */
  REFERENCE,
  /** Corrected tables and rules, checked against measured deployments. */
  SERVELAB;

  /** The rules that answer where none are named. */
  public static final RuleSet DEFAULT = SERVELAB;

  /**
   * The rule set with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static RuleSet of(String id) {
    for (RuleSet rules : values()) {
      if (rules.id().equals(id)) {
        return rules;
      }
    }
    throw UnknownNameException.of(
        "rule set", id, Arrays.stream(values()).map(RuleSet::id).toList());
  }

  /** Name in files and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
