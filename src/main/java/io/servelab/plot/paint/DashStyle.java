package io.servelab.plot.paint;

import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Pen;
import java.util.List;

/** Lines as plotly.js describes them. */
final class DashStyle {

  private DashStyle() {}

  /**
   * The pen of a line.
   *
   * @param line the JSON of the line
   * @param otherwise its colour if the JSON has none
   * @param width its width if the JSON has none
   */
  static Pen pen(Settings line, Colour otherwise, double width) {
    double drawn = line.number("width", width);
    List<Double> dashes =
        switch (line.text("dash", "solid")) {
          case "dash" -> List.of(3 * drawn, 3 * drawn);
          case "dot" -> List.of(drawn, 1.5 * drawn);
          case "dashdot" -> List.of(3 * drawn, 2 * drawn, drawn, 2 * drawn);
          case "longdash" -> List.of(5 * drawn, 3 * drawn);
          case "longdashdot" -> List.of(5 * drawn, 2 * drawn, drawn, 2 * drawn);
          default -> List.of();
        };
    return new Pen(line.colour("color", otherwise), drawn, dashes);
  }
}
