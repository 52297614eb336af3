package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares one figure with files that were looked at. When a change is meant, look at the files
 * that the failing test leaves in {@code target/golden} and copy them.
 */
class GoldenFigureTest {

  @ParameterizedTest
  @ValueSource(strings = {"front.svg", "front.json", "front.txt"})
  void theFrontLooksAsItDidWhenAPersonLookedAtIt(String name) throws IOException {
    PlotFigure figure = SampleFigures.front();
    String text =
        switch (name) {
          case "front.svg" -> figure.svg();
          case "front.json" -> figure.json() + "\n";
          default -> figure.mimeBundle().text() + "\n";
        };
    Path folder = Files.createDirectories(Path.of("target", "golden"));
    Files.writeString(folder.resolve(name), text);
    assertEquals(golden(name), text);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = GoldenFigureTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
