package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.List;

/** The look of the markers of a trace, which may differ from point to point. */
final class MarkerStyle {

  private static final double SIZE = 6;

  private final Colour colour;
  private final double opacity;
  private final Pen border;
  private final double size;
  private final String symbol;
  private final List<JsonNode> sizes;
  private final List<JsonNode> colours;
  private final List<JsonNode> symbols;
  private final ColourRange range;

  MarkerStyle(Settings marker, Colour colour, double opacity) {
    this.colour = marker.colour("color", colour);
    this.opacity = opacity * marker.number("opacity", 1);
    this.border = DashStyle.pen(marker.inside("line"), Colour.NONE, 0);
    this.sizes = marker.list("size");
    this.size = marker.number("size", SIZE);
    this.symbol = marker.text("symbol", "circle");
    this.colours = marker.list("color");
    this.symbols = marker.list("symbol");
    this.range = ColourRange.of(marker, "c", colours);
  }

  Mark mark(int index, Vertex at) {
    String shape = index < symbols.size() ? symbols.get(index).asText() : symbol;
    return Glyph.of(shape, at, size(index), colour(index), border);
  }

  double size(int index) {
    return index < sizes.size() ? sizes.get(index).asDouble(SIZE) : size;
  }

  /** The colour of one point, with the opacity of all. */
  Colour colour(int index) {
    Colour plain = colour;
    if (index < colours.size()) {
      JsonNode own = colours.get(index);
      plain = own.isNumber() ? range.colour(own.doubleValue()) : Colour.parse(own.asText(), colour);
    }
    return plain.faded(opacity);
  }

  Pen border() {
    return border;
  }
}
