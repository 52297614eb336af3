package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Colour;
import java.util.List;

/**
 * From numbers to colours.
 *
 * @param scale the colours
 * @param low the number with the first colour
 * @param high the number with the last colour
 */
record ColourRange(ColourScale scale, double low, double high) {

  /**
   * The range of a trace or marker.
   *
   * @param owner its JSON
   * @param letter the letter that begins its limits: z for a heatmap, c for markers
   * @param values all numbers, which set the limits that the JSON leaves open
   */
  static ColourRange of(Settings owner, String letter, List<JsonNode> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (JsonNode value : values) {
      if (value.isNumber()) {
        low = Math.min(low, value.doubleValue());
        high = Math.max(high, value.doubleValue());
      }
    }
    return new ColourRange(
        ColourScale.of(owner.at("colorscale")),
        owner.number(letter + "min", low),
        owner.number(letter + "max", high));
  }

  Colour colour(double value) {
    return scale.colour(share(value));
  }

  /** Where a number lies between the first colour and the last one; halfway if they coincide. */
  double share(double value) {
    return high > low ? (value - low) / (high - low) : 0.5;
  }
}
