package io.servelab.cli;

import io.servelab.perf.RuleSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the rule set. */
final class RulesOption {

  @Option(
      names = "--rules",
      paramLabel = "NAME",
      description = "Rule set: reference or servelab (default: servelab).")
  private Optional<String> name = Optional.empty();

  RuleSet rules() {
    return given().orElse(RuleSet.DEFAULT);
  }

  /** The rule set, if one was named. */
  Optional<RuleSet> given() {
    return name.map(RuleSet::of);
  }
}
