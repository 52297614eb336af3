package io.servelab.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The files that come with the library. */
final class Shipped {

  private static final List<ConfigLayer> LAYERS = readLayers();

  private Shipped() {}

  /** The shipped layers, lowest first. */
  static List<ConfigLayer> layers() {
    return LAYERS;
  }

  static YamlNode.Section yaml(String name) {
    return YamlReader.read(YamlText.decode(name, bytes(name)));
  }

  private static List<ConfigLayer> readLayers() {
    return YamlText.decode("layers.txt", bytes("layers.txt"))
        .content()
        .lines()
        .map(name -> LayerYaml.read(name, yaml("layers/" + name + ".yaml")))
        .toList();
  }

  private static byte[] bytes(String name) {
    try (InputStream input =
        Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name)) {
      return input.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
