package io.servelab.plot.paint;

import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.function.Consumer;

/** Draws the lines and rectangles of a layout. */
final class ShapePainter {

  private static final Colour LINE = new Colour(0x444444, 1);

  private final List<Settings> shapes;
  private final Plane plane;

  ShapePainter(Settings layout, Plane plane) {
    this.shapes = layout.list("shapes").stream().map(Settings::new).toList();
    this.plane = plane;
  }

  /** Draws the shapes below or above the traces. */
  void paint(boolean below, Consumer<Mark> out) {
    for (Settings shape : shapes) {
      if (shape.text("layer", "above").startsWith("below") == below) {
        paint(shape, out);
      }
    }
  }

  private void paint(Settings shape, Consumer<Mark> out) {
    ReferenceFrame frame = new ReferenceFrame(plane);
    // A shape on a logarithmic axis gives the number itself.
    double x0 = frame.x(shape, "x0", "xref", false);
    double x1 = frame.x(shape, "x1", "xref", false);
    double y0 = frame.y(shape, "y0", "yref", false);
    double y1 = frame.y(shape, "y1", "yref", false);
    double opacity = shape.number("opacity", 1);
    Pen pen = DashStyle.pen(shape.inside("line"), LINE, 2);
    pen = new Pen(pen.colour().faded(opacity), pen.width(), pen.dashes());
    switch (shape.text("type", "rect")) {
      case "line" ->
          out.accept(
              new Mark.Path(
                  List.of(new Vertex(x0, y0), new Vertex(x1, y1)), false, Colour.NONE, pen));
      case "rect" ->
          out.accept(
              new Mark.Box(
                  Area.between(x0, y0, x1, y1),
                  shape.colour("fillcolor", Colour.NONE).faded(opacity),
                  pen));
      default -> {
        // Circles and free paths are not used by our figures.
      }
    }
  }
}
