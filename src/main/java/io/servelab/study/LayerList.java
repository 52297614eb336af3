package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a study, the lowest first, each with a name of its own.
 *
 * @param layers the layers
 */
record LayerList(List<ConfigLayer> layers) {

  private static final String USER = "user";

  /** Requires different names. */
  LayerList {
    layers = List.copyOf(layers);
    Set<String> names = new HashSet<>();
    for (ConfigLayer layer : layers) {
      if (!names.add(layer.name())) {
        throw InvalidValueException.of(
            "layer name", layer.name(), "another layer of the study has this name.");
      }
    }
  }

  List<String> names() {
    return layers.stream().map(ConfigLayer::name).toList();
  }

  Optional<ConfigLayer> find(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  ConfigLayer require(String name) {
    return find(name).orElseThrow(() -> UnknownNameException.of("layer", name, names()));
  }

  /** The first of a name, the name with 2, the name with 3 and so on that no layer has. */
  String unused(String name) {
    String candidate = name;
    for (int count = 2; find(candidate).isPresent(); count++) {
      candidate = name + "-" + count;
    }
    return candidate;
  }

  /** With another layer above all others but the final ones. */
  LayerList with(ConfigLayer layer) {
    List<ConfigLayer> more = new ArrayList<>(layers);
    more.add(belowFinal(), layer);
    return new LayerList(more);
  }

  /** With settings of a person above all others: in the topmost layer if it was made by this. */
  LayerList with(ConfigPatch settings) {
    int top = belowFinal() - 1;
    if (top >= 0 && holdsSettings(layers.get(top))) {
      ConfigLayer layer = layers.get(top);
      return replace(layer.name(), layer.patched(settings));
    }
    return with(ConfigLayer.of(unused(USER), settings));
  }

  private static boolean holdsSettings(ConfigLayer layer) {
    return layer.stage() == Stage.USER
        && layer.when().always()
        && layer.name().matches(USER + "(-\\d+)?");
  }

  LayerList replace(String name, ConfigLayer layer) {
    List<ConfigLayer> changed = new ArrayList<>(layers);
    changed.set(layers.indexOf(require(name)), layer);
    return new LayerList(changed);
  }

  LayerList drop(String name) {
    List<ConfigLayer> fewer = new ArrayList<>(layers);
    fewer.remove(require(name));
    return new LayerList(fewer);
  }

  LayerList reorder(List<String> names) {
    List<ConfigLayer> ordered = names.stream().map(this::require).toList();
    if (ordered.size() != layers.size() || !new HashSet<>(ordered).containsAll(layers)) {
      throw InvalidValueException.of(
          "order of layers", names, "every layer of the study is named once: " + names());
    }
    return new LayerList(ordered);
  }

  private int belowFinal() {
    int place = layers.size();
    while (place > 0 && layers.get(place - 1).stage() == Stage.FINAL) {
      place--;
    }
    return place;
  }
}
