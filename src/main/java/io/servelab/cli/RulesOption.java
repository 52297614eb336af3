package io.servelab.cli;

import io.servelab.perf.RuleSet;
import picocli.CommandLine.Option;

/** The option that names the rule set. */
final class RulesOption {

  @Option(
      names = "--rules",
      paramLabel = "NAME",
      description = "Rule set: reference or servelab (default: reference).")
  private String name = RuleSet.REFERENCE.id();

  RuleSet rules() {
    return RuleSet.of(name);
  }
}
