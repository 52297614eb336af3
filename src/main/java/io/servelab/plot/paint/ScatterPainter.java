package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Draws points: lines through them, markers on them, text at them, the area under them. */
final class ScatterPainter implements TracePainter {

  private final Settings trace;
  private final Colour colour;
  private final Lettering lettering;
  private final List<JsonNode> xs;
  private final List<JsonNode> ys;
  private final MarkerStyle markers;
  private final String mode;

  ScatterPainter(Settings trace, Colour colour, Lettering lettering) {
    this.trace = trace;
    this.lettering = lettering;
    this.colour = trace.colour("line.color", trace.colour("marker.color", colour));
    this.xs = trace.list("x");
    this.ys = trace.list("y");
    this.mode = trace.text("mode", size() < 20 ? "lines+markers" : "lines");
    this.markers = new MarkerStyle(trace.inside("marker"), this.colour, opacity());
  }

  @Override
  public void measure(AxisScale x, AxisScale y, Extent extentX, Extent extentY) {
    for (int i = 0; i < size(); i++) {
      double atX = x.coordinate(xs.get(i));
      double atY = y.coordinate(ys.get(i));
      if (Double.isFinite(atX) && Double.isFinite(atY)) {
        extentX.include(atX);
        extentY.include(atY);
      }
    }
    if (fillsToGround()) {
      extentY.growFrom(y.ofNumber(0));
    }
  }

  @Override
  public void paint(Plane plane, Consumer<Mark> out) {
    List<Vertex> points = points(plane);
    if (!trace.text("fill", "none").equals("none")) {
      fill(plane, points, out);
    }
    if (draws("lines")) {
      line(points, out);
    }
    for (int i = 0; i < points.size(); i++) {
      Vertex point = points.get(i);
      if (draws("markers") && isFinite(point)) {
        out.accept(markers.mark(i, point));
      }
      if (draws("text") && isFinite(point)) {
        out.accept(label(i, point));
      }
    }
  }

  @Override
  public List<Mark> legendMarks(Area box) {
    List<Mark> marks = new ArrayList<>();
    Vertex middle = new Vertex(box.centreX(), box.centreY());
    if (draws("lines")) {
      List<Vertex> ends =
          List.of(new Vertex(box.left(), middle.y()), new Vertex(box.right(), middle.y()));
      marks.add(new Mark.Path(ends, false, Colour.NONE, pen()));
    } else if (!trace.text("fill", "none").equals("none")) {
      marks.add(new Mark.Box(box, fillColour(), Pen.NONE));
    }
    if (draws("markers")) {
      marks.add(markers.mark(0, middle));
    }
    return marks;
  }

  private int size() {
    return Math.min(xs.size(), ys.size());
  }

  private List<Vertex> points(Plane plane) {
    List<Vertex> points = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      points.add(plane.at(plane.x().coordinate(xs.get(i)), plane.y().coordinate(ys.get(i))));
    }
    return points;
  }

  private void line(List<Vertex> points, Consumer<Mark> out) {
    List<Vertex> run = new ArrayList<>();
    for (Vertex point : points) {
      if (isFinite(point)) {
        step(run, point);
        run.add(point);
      } else {
        flush(run, out);
      }
    }
    flush(run, out);
  }

  /** Adds the corners of a stepped line between the last point and this one. */
  private void step(List<Vertex> run, Vertex point) {
    if (run.isEmpty()) {
      return;
    }
    Vertex last = run.get(run.size() - 1);
    double middleX = (last.x() + point.x()) / 2;
    double middleY = (last.y() + point.y()) / 2;
    switch (trace.text("line.shape", "linear")) {
      case "hv" -> run.add(new Vertex(point.x(), last.y()));
      case "vh" -> run.add(new Vertex(last.x(), point.y()));
      case "hvh" -> {
        run.add(new Vertex(middleX, last.y()));
        run.add(new Vertex(middleX, point.y()));
      }
      case "vhv" -> {
        run.add(new Vertex(last.x(), middleY));
        run.add(new Vertex(point.x(), middleY));
      }
      default -> {
        // A straight line has no corners.
      }
    }
  }

  private void flush(List<Vertex> run, Consumer<Mark> out) {
    if (run.size() > 1) {
      out.accept(new Mark.Path(run, false, Colour.NONE, pen()));
    }
    run.clear();
  }

  private void fill(Plane plane, List<Vertex> points, Consumer<Mark> out) {
    List<Vertex> corners = new ArrayList<>();
    for (Vertex point : points) {
      if (isFinite(point)) {
        step(corners, point);
        corners.add(point);
      }
    }
    if (corners.size() < 2) {
      return;
    }
    if (fillsToGround()) {
      double zero = plane.y().ofNumber(0);
      double ground = Double.isFinite(zero) ? plane.pixelY(zero) : plane.area().bottom();
      corners.add(new Vertex(corners.get(corners.size() - 1).x(), ground));
      corners.add(new Vertex(corners.get(0).x(), ground));
    }
    out.accept(new Mark.Path(corners, true, fillColour(), Pen.NONE));
  }

  /** The first trace that fills to the next one has only the ground below it. */
  private boolean fillsToGround() {
    String fill = trace.text("fill", "");
    return fill.equals("tozeroy") || fill.equals("tonexty");
  }

  private Mark label(int index, Vertex point) {
    List<JsonNode> texts = trace.list("text");
    String text = index < texts.size() ? texts.get(index).asText() : trace.text("text", "");
    String position = trace.text("textposition", "middle center");
    double gap = markers.size(index) / 2 + 3;
    double baseline = point.y() + lettering.middleDrop();
    if (position.startsWith("top")) {
      baseline = point.y() - gap;
    } else if (position.startsWith("bottom")) {
      baseline = point.y() + gap + lettering.size() * 0.75;
    }
    Anchor anchor = Anchor.MIDDLE;
    double shift = 0;
    if (position.endsWith("right")) {
      anchor = Anchor.START;
      shift = gap;
    } else if (position.endsWith("left")) {
      anchor = Anchor.END;
      shift = -gap;
    }
    return new Mark.Words(
        PlotlyText.plain(text), new Vertex(point.x() + shift, baseline), lettering, anchor, 0);
  }

  private boolean draws(String part) {
    return mode.contains(part);
  }

  private Pen pen() {
    Pen pen = DashStyle.pen(trace.inside("line"), colour, 2);
    return new Pen(pen.colour().faded(opacity()), pen.width(), pen.dashes());
  }

  private Colour fillColour() {
    return trace.colour("fillcolor", colour.faded(0.5)).faded(opacity());
  }

  private double opacity() {
    return trace.number("opacity", 1);
  }

  private static boolean isFinite(Vertex point) {
    return Double.isFinite(point.x()) && Double.isFinite(point.y());
  }
}
