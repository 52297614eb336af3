package io.servelab.perf;

import io.servelab.error.InvalidValueException;

/**
 * Where some rows of a table come from.
 *
 * @param name engine and version, such as {@code trtllm/1.3.0rc20}, as in the {@code source} column
 * @param channel why the rows may answer
 * @param rows how many rows it gave
 */
public record TableSource(String name, Channel channel, int rows) {

  /** Reads the form {@code engine/version:channel:rows} of the catalog. */
  static TableSource parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw InvalidValueException.of("catalog source", text, "expected name:channel:rows.");
    }
    return new TableSource(parts[0], Channel.of(parts[1]), Integer.parseInt(parts[2]));
  }
}
