package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Layers of a model that follow one another.
 *
 * @param first first layer, from 0
 * @param last last layer
 */
public record LayerRange(int first, int last) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  /** Requires at least one layer. */
  public LayerRange {
    if (first < 0 || last < first) {
      throw InvalidValueException.of(
          "layers", first + "-" + last, "layers count from 0, the first before the last.");
    }
  }

  /**
   * Reads a range such as {@code 0-11}.
   *
   * @throws InvalidValueException if it is none
   */
  public static LayerRange parse(String text) {
    Matcher range = WRITTEN.matcher(text);
    if (!range.matches()) {
      throw InvalidValueException.of("layers", text, "a range is written as 0-11.");
    }
    return new LayerRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
  }

  /**
   * Share of a model's layers.
   *
   * @param layers layers of the model
   * @throws InvalidValueException if the model has fewer
   */
  double shareOf(int layers) {
    if (last >= layers) {
      throw InvalidValueException.of(
          "layers", this, "the model has the layers 0-" + (layers - 1) + ".");
    }
    return (double) (last - first + 1) / layers;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
