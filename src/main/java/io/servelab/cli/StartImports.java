package io.servelab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The imports that are ready in our shell, as in a notebook. */
final class StartImports {

  private static final String LIST = "/META-INF/servelab/notebook-imports";

  private StartImports() {}

  /** One import statement for each line of the list. */
  static List<String> lines() {
    try (InputStream list =
        Objects.requireNonNull(StartImports.class.getResourceAsStream(LIST), LIST)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
