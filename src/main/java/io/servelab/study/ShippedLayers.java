package io.servelab.study;

import java.util.List;
import java.util.Optional;

/** The layers that come with the library. */
final class ShippedLayers {

  private static final List<ConfigLayer> ALL =
      ShippedFiles.text("layers.txt")
          .content()
          .lines()
          .map(name -> LayerYaml.read(name, ShippedFiles.yaml("layers/" + name + ".yaml")))
          .toList();

  private ShippedLayers() {}

  /** All of them, the lowest first. */
  static List<ConfigLayer> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(ConfigLayer::name).toList();
  }

  static Optional<ConfigLayer> find(String name) {
    return ALL.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }
}
