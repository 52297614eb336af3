package io.servelab.study;

import io.servelab.error.InvalidValueException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One layer of settings.
 *
 * @param name unique name in its study
 * @param stage why it exists
 * @param when when it applies
 * @param mode how it meets the layers below
 * @param patch what it sets
 */
public record ConfigLayer(
    String name, Stage stage, Condition when, MergeMode mode, ConfigPatch patch) {

  /** Requires a name that fits in one line. */
  public ConfigLayer {
    if (!name.matches("[\\w][\\w .-]*")) {
      throw InvalidValueException.of(
          "layer name", name, "a name is made of letters, digits, spaces, '.', '-' and '_'.");
    }
    if (!when.always()) {
      Facts.SETTINGS.stream()
          .filter(patch.keys()::contains)
          .findFirst()
          .ifPresent(
              key -> {
                throw InvalidValueException.of(
                    key,
                    patch.find(key).map(Object::toString).orElse("unset"),
                    "layer '" + name + "' has a condition, and conditions depend on this key.");
              });
    }
  }

  /**
   * A layer of a person's own that always applies.
   *
   * @param values values by dotted key, sections as nested maps; null takes a value away
   */
  public static ConfigLayer of(String name, Map<String, ? extends @Nullable Object> values) {
    return of(name, ConfigPatch.of(values, where(name)));
  }

  /** A layer of a person's own that always applies. */
  public static ConfigLayer of(String name, ConfigPatch patch) {
    return new ConfigLayer(name, Stage.USER, Condition.ALWAYS, MergeMode.PATCH, patch);
  }

  /**
   * Reads a layer from a file, as {@link #toYaml()} wrote it.
   *
   * @throws InvalidValueException if the file is missing or is no layer; the message names line and
   *     column
   */
  public static ConfigLayer fromYaml(Path file) {
    return LayerYaml.named(YamlReader.read(YamlText.read(file)));
  }

  /** The layer as YAML that reads back as the same layer. */
  public String toYaml() {
    return new YamlWriter().entries(LayerYaml.written(this)).toString();
  }

  /**
   * The same, applied only if a fact about the study has one of these values.
   *
   * @param fact such as {@code backend}, {@code system}, {@code serving_mode}, {@code moe}
   */
  public ConfigLayer when(String fact, String... values) {
    return new ConfigLayer(name, stage, when.and(fact, List.of(values)), mode, patch);
  }

  /** The same, but what the layers below set is discarded. */
  public ConfigLayer replacing() {
    return new ConfigLayer(name, stage, when, MergeMode.REPLACE, patch);
  }

  /** The same as a profile, applied when the study's {@code profiles} name it. */
  public ConfigLayer asProfile() {
    return new ConfigLayer(name, Stage.PROFILE, when.and("profiles", List.of(name)), mode, patch);
  }

  /** The same with further values. */
  ConfigLayer patched(ConfigPatch more) {
    return new ConfigLayer(name, stage, when, mode, patch.merge(more));
  }

  static String where(String name) {
    return "layer '" + name + "'";
  }

  @Override
  public String toString() {
    return name + " (" + stage.id() + "): " + patch;
  }
}
