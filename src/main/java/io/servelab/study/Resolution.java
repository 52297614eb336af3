package io.servelab.study;

import io.servelab.error.UnknownNameException;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of a study applied to each other.
 *
 * <p>Layers without a condition say what the study is about; conditions are judged by that, which
 * is why conditional layers cannot change it.
 *
 * @param facts what conditions were judged by
 * @param trace what each layer said
 * @param values settings that have a value, in the order of the known keys
 */
record Resolution(Facts facts, Trace trace, Map<String, ConfigValue> values) {

  Resolution {
    values = Collections.unmodifiableMap(values);
  }

  /**
   * Applies layers.
   *
   * @throws UnknownNameException if the model or a profile is unknown
   */
  static Resolution of(List<ConfigLayer> layers, Models models) {
    ConfigPatch settings = settings(layers);
    Optional<ModelConfig> model =
        settings.find("model").map(id -> model(layers, id.toString(), models));
    Facts facts = Facts.of(settings, model);
    requireProfiles(layers, facts);
    Trace trace = new Trace();
    for (ConfigLayer layer : ordered(layers, facts)) {
      if (layer.when().refusal(facts).isEmpty()) {
        trace.apply(layer, layer.patch());
        if (layer.stage() == Stage.FINAL) {
          trace.apply(layer, Derivation.of(trace, model));
        }
      }
    }
    return new Resolution(facts, trace, trace.values());
  }

  private static ModelConfig model(List<ConfigLayer> layers, String id, Models models) {
    try {
      return models.find(id);
    } catch (UnknownNameException unknown) {
      if (Models.isLocal(id)) {
        throw unknown;
      }
      throw UnknownNameException.of(
          "model in " + origin(layers, "model") + ":", YamlText.shown(id), ModelCatalog.names());
    }
  }

  /** The topmost layer that sets what the study is about. */
  private static String origin(List<ConfigLayer> layers, String key) {
    return layers.stream()
        .filter(layer -> layer.when().always() && layer.patch().find(key).isPresent())
        .reduce((below, above) -> above)
        .map(layer -> "layer '" + layer.name() + "'")
        .orElse("the study");
  }

  private static ConfigPatch settings(List<ConfigLayer> layers) {
    ConfigPatch settings = ConfigPatch.EMPTY;
    for (ConfigLayer layer : layers) {
      if (layer.when().always()) {
        boolean replaces = layer.mode() == MergeMode.REPLACE;
        settings = (replaces ? ConfigPatch.EMPTY : settings).merge(layer.patch());
      }
    }
    return settings;
  }

  private static void requireProfiles(List<ConfigLayer> layers, Facts facts) {
    List<String> known =
        layers.stream()
            .filter(layer -> layer.stage() == Stage.PROFILE)
            .map(ConfigLayer::name)
            .toList();
    for (String profile : facts.of("profiles")) {
      if (!known.contains(profile)) {
        throw UnknownNameException.of(
            "profile in " + origin(layers, "profiles") + ":", profile, known);
      }
    }
  }

  /** Profiles apply in the order in which the study names them, whatever their own order. */
  private static List<ConfigLayer> ordered(List<ConfigLayer> layers, Facts facts) {
    List<String> named = facts.of("profiles");
    List<ConfigLayer> profiles = new ArrayList<>();
    layers.stream().filter(layer -> layer.stage() == Stage.PROFILE).forEach(profiles::add);
    profiles.sort(Comparator.comparingInt(layer -> named.indexOf(layer.name())));
    List<ConfigLayer> ordered = new ArrayList<>();
    for (ConfigLayer layer : layers) {
      ordered.add(layer.stage() == Stage.PROFILE ? profiles.remove(0) : layer);
    }
    return ordered;
  }

  /** A layer as it is shown. */
  LayerView view(ConfigLayer layer) {
    Optional<String> refusal = layer.when().refusal(facts);
    List<String> keys =
        refusal.isPresent() ? List.copyOf(layer.patch().keys()) : trace.saidBy(layer.name());
    return new LayerView(
        layer.name(),
        layer.stage(),
        keys,
        keys.stream().filter(key -> decides(layer.name(), key)).toList(),
        refusal.isEmpty(),
        refusal.orElseGet(layer.when()::toString));
  }

  private boolean decides(String layer, String key) {
    return values.containsKey(key) && values.get(key).layer().equals(layer);
  }
}
