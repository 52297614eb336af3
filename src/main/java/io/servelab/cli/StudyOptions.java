package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import io.servelab.perf.RuleSet;
import io.servelab.study.StudyConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that make a study: a file, the question, and any other key. */
final class StudyOptions {

  private static final String STUDY_FILE = "study.yaml";

  @ArgGroup(exclusive = false, heading = "%nThe question:%n")
  private QuestionOptions question = new QuestionOptions();

  @ArgGroup(exclusive = false, heading = "%nWhat is best:%n")
  private ScoringOptions scoring = new ScoringOptions();

  @Option(
      names = "--study",
      paramLabel = "FILE",
      description =
          "Start from a study in YAML, or the folder of a saved result; other options change it.")
  private Optional<Path> study = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set any key of the configuration ('servelab config' lists them); repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private RulesOption rules = new RulesOption();

  /** The rule set for questions that are no study. */
  RuleSet rules() {
    return rules.rules();
  }

  /** The study as far as it is given. */
  StudyConfig study() {
    StudyConfig config =
        study.map(StudyOptions::file).map(StudyConfig::fromYaml).orElseGet(StudyConfig::standard);
    return config.with(values());
  }

  /**
   * The study.
   *
   * @param who the command, as a message begins with it
   * @param needed keys that a study without a file must be given
   */
  StudyConfig study(String who, String... needed) {
    Map<String, Object> given = values();
    List<String> missing =
        Stream.of(needed).filter(key -> !given.containsKey(key)).map(key -> "--" + key).toList();
    if (study.isEmpty() && !missing.isEmpty()) {
      throw InvalidValueException.because(
          who
              + " needs "
              + Stream.of(needed).map(key -> "--" + key).collect(Collectors.joining(", "))
              + "; missing: "
              + String.join(", ", missing)
              + ".\nSee --help for an example; 'servelab data list' lists systems.");
    }
    return study();
  }

  /**
   * Refuses a key that a command has no use for.
   *
   * @param reason why, and what to give instead
   */
  void refuse(String key, String reason) {
    Object given = values().get(key);
    if (given != null) {
      throw InvalidValueException.of("--" + key, given, reason);
    }
  }

  static Path file(Path given) {
    return Files.isDirectory(given) ? given.resolve(STUDY_FILE) : given;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = question.values();
    values.putAll(scoring.values());
    rules.given().ifPresent(given -> values.put("rules", given.id()));
    settings.forEach((key, value) -> values.put(key, YamlScalar.parse(value)));
    return values;
  }
}
