package io.servelab.plot.paint;

import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.ArrayList;
import java.util.List;

/** The shapes of markers, by the names that plotly.js gives them. */
final class Glyph {

  private static final double HALF_TURN = Math.PI;

  private Glyph() {}

  /**
   * A marker.
   *
   * @param symbol the name of its shape; an unknown one gives a disc
   * @param at its middle
   * @param size its width in pixels
   * @param fill its inside
   * @param pen its border
   */
  static Mark of(String symbol, Vertex at, double size, Colour fill, Pen pen) {
    double radius = size / 2;
    return switch (symbol) {
      case "square" ->
          new Mark.Box(new Area(at.x() - radius, at.y() - radius, size, size), fill, pen);
      case "diamond" -> polygon(at, 4, radius * 1.3, radius * 1.3, fill, pen);
      case "triangle-up" -> polygon(at, 3, radius * 1.2, radius * 1.2, fill, pen);
      case "triangle-down" -> polygon(at, 3, -radius * 1.2, -radius * 1.2, fill, pen);
      case "pentagon" -> polygon(at, 5, radius * 1.1, radius * 1.1, fill, pen);
      case "hexagon", "hexagon2" -> polygon(at, 6, radius * 1.1, radius * 1.1, fill, pen);
      case "star" -> polygon(at, 10, radius * 1.3, radius * 0.52, fill, pen);
      case "cross" -> cross(at, radius, 0, fill, pen);
      case "x" -> cross(at, radius, HALF_TURN / 4, fill, pen);
      default -> new Mark.Disc(at, radius, fill, pen);
    };
  }

  /** A polygon whose corners alternate between two distances, the first corner at the top. */
  private static Mark polygon(
      Vertex at, int corners, double outer, double inner, Colour fill, Pen pen) {
    List<Vertex> points = new ArrayList<>(corners);
    for (int i = 0; i < corners; i++) {
      double distance = i % 2 == 0 ? outer : inner;
      points.add(turned(at, distance, 2 * HALF_TURN * i / corners));
    }
    return new Mark.Path(points, true, fill, pen);
  }

  private static Mark cross(Vertex at, double radius, double turn, Colour fill, Pen pen) {
    double half = Math.atan2(1, 3);
    double reach = Math.hypot(radius, radius / 3);
    double notch = radius / 3 * Math.sqrt(2);
    List<Vertex> points = new ArrayList<>(12);
    for (int arm = 0; arm < 4; arm++) {
      double direction = turn + arm * HALF_TURN / 2;
      points.add(turned(at, reach, direction - half));
      points.add(turned(at, reach, direction + half));
      points.add(turned(at, notch, direction + HALF_TURN / 4));
    }
    return new Mark.Path(points, true, fill, pen);
  }

  /** The place at a distance in a direction, which turns clockwise from the top. */
  private static Vertex turned(Vertex at, double distance, double angle) {
    return new Vertex(at.x() + distance * Math.sin(angle), at.y() - distance * Math.cos(angle));
  }
}
