package io.servelab.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that come with the library. */
final class ShippedFiles {

  private ShippedFiles() {}

  static YamlNode.Section yaml(String name) {
    return YamlReader.read(text(name));
  }

  static YamlText text(String name) {
    try (InputStream input =
        Objects.requireNonNull(ShippedFiles.class.getResourceAsStream(name), name)) {
      return YamlText.decode(name, input.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
