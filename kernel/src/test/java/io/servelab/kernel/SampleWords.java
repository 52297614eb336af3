package io.servelab.kernel;

import java.util.List;

/** Words of a library, for the tests of completion. */
public final class SampleWords {

  private SampleWords() {}

  /** All of them. */
  public static List<String> colours() {
    return List.of("red", "green", "grey");
  }

  /** The same after another word. */
  public static List<String> shades(String first) {
    return colours().stream().map(colour -> first + " " + colour).toList();
  }
}
