package io.servelab.study;

import java.util.Optional;

/**
 * What a layer said about a key.
 *
 * @param layer name of the layer
 * @param stage why the layer exists
 * @param value the value; empty if the layer took it away
 */
public record Statement(String layer, Stage stage, Optional<Object> value) {

  @Override
  public String toString() {
    return layer + ": " + value.map(Object::toString).orElse("unset");
  }
}
