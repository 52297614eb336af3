package io.servelab.plot.paint;

import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.function.Consumer;

/** Draws the annotations of a layout: text, its ground, and a line to what it is about. */
final class LabelPainter {

  private static final double LINE_HEIGHT = 1.3;

  private final Typography fonts;
  private final Plane plane;

  LabelPainter(Typography fonts, Plane plane) {
    this.fonts = fonts;
    this.plane = plane;
  }

  void paint(Settings label, Consumer<Mark> out) {
    ReferenceFrame frame = new ReferenceFrame(plane);
    // An annotation on a logarithmic axis gives the exponent.
    double x = frame.x(label, "x", "xref", true) + label.number("xshift", 0);
    double y = frame.y(label, "y", "yref", true) - label.number("yshift", 0);
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      return;
    }
    if (label.flag("showarrow", true)) {
      Vertex tail = new Vertex(x + label.number("ax", -10), y + label.number("ay", -30));
      out.accept(arrow(label, new Vertex(x, y), tail));
      text(label, tail, out);
    } else {
      text(label, new Vertex(x, y), out);
    }
  }

  private Mark arrow(Settings label, Vertex head, Vertex tail) {
    double length = Math.hypot(tail.x() - head.x(), tail.y() - head.y());
    double share = length > 0 ? Math.min(1, label.number("standoff", 0) / length) : 0;
    Vertex start =
        new Vertex(
            head.x() + share * (tail.x() - head.x()), head.y() + share * (tail.y() - head.y()));
    Colour colour = label.colour("arrowcolor", fonts.base().colour());
    Pen pen = Pen.solid(colour, label.number("arrowwidth", 2));
    return new Mark.Path(List.of(start, tail), false, Colour.NONE, pen);
  }

  private void text(Settings label, Vertex at, Consumer<Mark> out) {
    Lettering font = fonts.font(label, "font", 1);
    List<String> lines = label.words("text").lines().toList();
    double padding = label.number("borderpad", 1);
    double width = lines.stream().mapToDouble(font::width).max().orElse(0) + 2 * padding;
    double height = lines.size() * font.size() * LINE_HEIGHT + 2 * padding;
    Area box =
        new Area(
            at.x() - width * share(label.text("xanchor", "auto")),
            at.y() - height * share(label.text("yanchor", "auto")),
            width,
            height);
    Colour ground = label.colour("bgcolor", Colour.NONE).faded(label.number("opacity", 1));
    Colour edge = label.colour("bordercolor", Colour.NONE);
    if (ground.isVisible() || edge.isVisible()) {
      out.accept(new Mark.Box(box, ground, Pen.solid(edge, label.number("borderwidth", 1))));
    }
    double baseline = box.top() + padding + font.size() * (LINE_HEIGHT / 2 + 0.36);
    for (String line : lines) {
      out.accept(words(line, box, padding, baseline, font, label.text("align", "center")));
      baseline += font.size() * LINE_HEIGHT;
    }
  }

  private static Mark words(
      String line, Area box, double padding, double baseline, Lettering font, String align) {
    Anchor anchor =
        switch (align) {
          case "left" -> Anchor.START;
          case "right" -> Anchor.END;
          default -> Anchor.MIDDLE;
        };
    double x = box.left() + padding + anchor.share() * (box.width() - 2 * padding);
    return new Mark.Words(line, new Vertex(x, baseline), font, anchor, 0);
  }

  /** How much of the box lies before the place: none, half or all of it. */
  private static double share(String anchor) {
    return switch (anchor) {
      case "left", "top" -> 0;
      case "right", "bottom" -> 1;
      default -> 0.5;
    };
  }
}
