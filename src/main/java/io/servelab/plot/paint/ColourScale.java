package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Colour;
import java.util.List;

/** From a share between 0 and 1 to a colour. */
final class ColourScale {

  /** Viridis at equal distances: even in lightness and safe for any colour vision. */
  private static final List<String> VIRIDIS =
      List.of("#440154", "#414487", "#2a788e", "#22a884", "#7ad151", "#fde725");

  private final double[] places;
  private final Colour[] colours;

  private ColourScale(int size) {
    places = new double[size];
    colours = new Colour[size];
  }

  /** The scale as plotly.js writes it, a list of places with colours; a name gives Viridis. */
  static ColourScale of(JsonNode json) {
    if (!json.isArray() || json.size() < 2) {
      return viridis();
    }
    ColourScale scale = new ColourScale(json.size());
    for (int i = 0; i < json.size(); i++) {
      scale.places[i] = json.get(i).path(0).asDouble();
      scale.colours[i] = Colour.parse(json.get(i).path(1).asText(), Colour.NONE);
    }
    return scale;
  }

  private static ColourScale viridis() {
    ColourScale scale = new ColourScale(VIRIDIS.size());
    for (int i = 0; i < VIRIDIS.size(); i++) {
      scale.places[i] = i / (VIRIDIS.size() - 1.0);
      scale.colours[i] = Colour.parse(VIRIDIS.get(i), Colour.NONE);
    }
    return scale;
  }

  /** The colour of a share; shares beyond the ends have the colour of the end. */
  Colour colour(double share) {
    int last = places.length - 1;
    if (share <= places[0]) {
      return colours[0];
    }
    for (int i = 1; i <= last; i++) {
      if (share <= places[i]) {
        double width = places[i] - places[i - 1];
        double inside = width > 0 ? (share - places[i - 1]) / width : 1;
        return colours[i - 1].mixed(colours[i], inside);
      }
    }
    return colours[last];
  }
}
