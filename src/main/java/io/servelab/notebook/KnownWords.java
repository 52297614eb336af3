package io.servelab.notebook;

import io.servelab.artifact.target.Target;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelCatalog;
import io.servelab.perf.Catalog;
import io.servelab.perf.RuleSet;
import io.servelab.search.ServingMode;
import io.servelab.study.ConfigKey;
import io.servelab.study.ConfigKeys;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The words that make sense in strings of a study, for the Tab key.
 *
 * <p>{@code META-INF/servelab/notebook-words} says which of them belong to which argument; our
 * kernel asks for them by name.
 */
public final class KnownWords {

  private KnownWords() {}

  /** Names of the bundled models. */
  public static Collection<String> models() {
    return ModelCatalog.names();
  }

  /** Names of the described systems. */
  public static Collection<String> systems() {
    return GpuSystems.names(DataHome.locate(Optional.empty()));
  }

  /** Names of the engines. */
  public static Collection<String> engines() {
    return names(ServingEngine.values(), ServingEngine::id);
  }

  /** Names of the rule sets. */
  public static Collection<String> ruleSets() {
    return names(RuleSet.values(), RuleSet::id);
  }

  /** Names of the kinds of deployment. */
  public static Collection<String> modes() {
    return names(ServingMode.values(), ServingMode::id);
  }

  /** Names of the places that deployment files are for. */
  public static Collection<String> targets() {
    return names(Target.values(), Target::id);
  }

  /** Names of the measured tables. */
  public static Collection<String> tables() {
    return Catalog.tableNames(DataHome.locate(Optional.empty())).stream().sorted().toList();
  }

  /** Names of the settings of a study. */
  public static Collection<String> keys() {
    return ConfigKeys.standard().names();
  }

  /** Words that a setting takes; none if it takes numbers or any word. */
  public static Collection<String> values(String key) {
    return switch (key) {
      case "model" -> models();
      case "system", "decode_system" -> systems();
      default -> ConfigKeys.standard().find(key).map(ConfigKey::choices).orElse(List.of());
    };
  }

  private static <E> List<String> names(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).toList();
  }
}
