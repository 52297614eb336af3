package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a study in layers: base, mode, backend, profile, user, final.
 *
 * <p>Every value remembers the layer that set it. Immutable: each change gives a new study, and
 * fails at once where a key, a value, the model or a profile is wrong.
 *
 * <pre>{@code
 * StudyConfig study =
 *     StudyConfig.standard()
 *         .with("model", "Qwen/Qwen3-32B-FP8")
 *         .with("system", "h200_sxm")
 *         .with("gpus", 32)
 *         .with("decode.tp", List.of(4, 8));
 * study.why("decode.tp");
 * }</pre>
 */
public final class StudyConfig {

  private static final Set<Object> ALL_ENGINES = Set.of("auto", "any");

  private final LayerList layers;
  private final Models models;
  private final Resolution resolution;

  private StudyConfig(LayerList layers, Models models) {
    this.layers = layers;
    this.models = models;
    this.resolution = Resolution.of(layers.layers(), models);
  }

  /** The shipped layers, nothing set by a person. */
  public static StudyConfig standard() {
    return standard(new Models());
  }

  /**
   * The shipped layers, nothing set by a person.
   *
   * @param models where models are looked up; shared so that each is read once
   */
  public static StudyConfig standard(Models models) {
    return of(ShippedLayers.all(), models);
  }

  static StudyConfig of(List<ConfigLayer> layers, Models models) {
    return new StudyConfig(new LayerList(layers), models);
  }

  /**
   * Reads a study.
   *
   * @param yaml what {@link #toYaml()} wrote, or just the keys that a person sets
   * @throws InvalidValueException if it is malformed; the message names line and column
   */
  public static StudyConfig parse(String yaml) {
    return StudyYaml.read(new YamlText("study", yaml));
  }

  /**
   * Reads a study from a file.
   *
   * @throws InvalidValueException if it is missing or malformed; the message names line and column
   */
  public static StudyConfig fromYaml(Path file) {
    return StudyYaml.read(YamlText.read(file));
  }

  /** The resolved study: every value, and the layers that they came from. */
  public String toYaml() {
    return StudyYaml.write(this);
  }

  /**
   * The same with another value of a key.
   *
   * @param key dotted key, such as {@code prefill.max_batch_size}
   * @param value its value; null takes the value away
   * @throws UnknownNameException if the key, or the value among fixed choices, is unknown
   * @throws InvalidValueException if the value is of the wrong kind or out of range
   */
  public StudyConfig with(String key, @Nullable Object value) {
    return with(Collections.singletonMap(key, value));
  }

  /**
   * The same with other values of several keys.
   *
   * @param values values by dotted key, sections as nested maps; null takes a value away
   */
  public StudyConfig with(Map<String, ? extends @Nullable Object> values) {
    return of(layers.with(ConfigPatch.of(values, "layer 'user'")));
  }

  /** The same with another layer above all others but the final one. */
  public StudyConfig with(ConfigLayer layer) {
    return of(layers.with(layer));
  }

  /**
   * The same with a layer in place of another.
   *
   * @throws UnknownNameException if no layer has the name
   */
  public StudyConfig replace(String name, ConfigLayer layer) {
    return of(layers.replace(name, layer));
  }

  /**
   * The same without a layer.
   *
   * @throws UnknownNameException if no layer has the name
   */
  public StudyConfig drop(String name) {
    return of(layers.drop(name));
  }

  /**
   * The same with its layers in another order, the lowest first.
   *
   * @param names every layer's name once
   * @throws InvalidValueException if a layer is missing or named twice
   */
  public StudyConfig reorder(List<String> names) {
    return of(layers.reorder(names));
  }

  private StudyConfig of(LayerList changed) {
    return new StudyConfig(changed, models);
  }

  /**
   * A setting.
   *
   * @throws UnknownNameException if the key is unknown
   */
  public Optional<ConfigValue> find(String key) {
    ConfigKeys.standard().require(key, "a question");
    return Optional.ofNullable(resolution.values().get(key));
  }

  /**
   * A setting that has a value.
   *
   * @throws InvalidValueException if nobody set it
   */
  public ConfigValue get(String key) {
    return find(key)
        .orElseThrow(
            () -> {
              ConfigKey known = ConfigKeys.standard().require(key, "a question");
              return InvalidValueException.because(
                  "Nothing sets " + key + ": " + known.meaning() + ".");
            });
  }

  /** Every value that is set, by dotted key in the order of the known keys. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    resolution.values().forEach((key, setting) -> values.put(key, setting.value()));
    return Collections.unmodifiableMap(values);
  }

  /**
   * Why a key has its value.
   *
   * @throws UnknownNameException if the key is unknown
   */
  public Explanation why(String key) {
    ConfigKey known = ConfigKeys.standard().require(key, "a question");
    return new Explanation(
        known, key, find(key).map(ConfigValue::value), resolution.trace().of(key));
  }

  /** The layers as they are shown, the lowest first. */
  public List<LayerView> layers() {
    return layers.layers().stream().map(resolution::view).toList();
  }

  /**
   * The layer of a name.
   *
   * @throws UnknownNameException if no layer has the name
   */
  public ConfigLayer require(String name) {
    return layers.require(name);
  }

  /** Keys whose values differ, in the order of the known keys. */
  public List<Difference> diff(StudyConfig other) {
    Map<String, ConfigValue> ours = resolution.values();
    Map<String, ConfigValue> theirs = other.resolution.values();
    return Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
        .distinct()
        .sorted(ConfigKeys.standard().order())
        .map(
            key ->
                new Difference(
                    key, Optional.ofNullable(ours.get(key)), Optional.ofNullable(theirs.get(key))))
        .filter(Difference::real)
        .toList();
  }

  /**
   * One study for each serving engine if the backend is {@code auto} or {@code any}, else just this
   * one.
   */
  public List<StudyConfig> perBackend() {
    boolean all =
        find("backend").filter(backend -> ALL_ENGINES.contains(backend.value())).isPresent();
    return all
        ? Arrays.stream(ServingEngine.values()).map(engine -> with("backend", engine.id())).toList()
        : List.of(this);
  }

  /**
   * The typed study.
   *
   * @throws InvalidValueException if a needed value is missing or values contradict each other
   */
  public StudySpec resolve() {
    return new StudyReader(this).read();
  }

  /** The model that the study is about. */
  ModelConfig model() {
    return models.find(get("model").value().toString());
  }

  LayerList layerList() {
    return layers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StudyConfig config && layers.equals(config.layers);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }

  @Override
  public String toString() {
    long applied = layers().stream().filter(LayerView::applied).count();
    return "study of "
        + resolution.trace().find("model").orElse("no model yet")
        + ", "
        + values().size()
        + " settings from "
        + applied
        + " layers";
  }
}
