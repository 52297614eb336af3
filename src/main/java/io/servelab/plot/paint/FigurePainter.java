package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Scene;
import io.servelab.plot.scene.Vertex;
import java.util.ArrayList;
import java.util.List;

/** Draws a figure that is given as Plotly JSON. */
public final class FigurePainter {

  private static final Colour WHITE = new Colour(0xffffff, 1);
  private static final double PADDING = 8;
  private static final double LINE_HEIGHT = 1.25;
  private static final double SMALLEST_TITLE = 11;

  private final Settings layout;
  private final Typography fonts;
  private final DrawnTraces traces;
  private final List<Mark> marks = new ArrayList<>();
  private final double width;
  private final double height;

  private FigurePainter(JsonNode data, JsonNode layout) {
    this.layout = new Settings(layout);
    this.fonts = new Typography(this.layout);
    this.traces = DrawnTraces.of(data, this.layout, fonts);
    this.width = this.layout.number("width", 700);
    this.height = this.layout.number("height", 450);
  }

  /**
   * The drawing of a figure.
   *
   * @param data the array of traces
   * @param layout the object with everything else
   */
  public static Scene paint(JsonNode data, JsonNode layout) {
    return new FigurePainter(data, layout).scene();
  }

  private Scene scene() {
    AxisScale x = scale("x");
    AxisScale y = scale("y");
    Extent extentX = new Extent();
    Extent extentY = new Extent();
    traces.painters().forEach(painter -> painter.measure(x, y, extentX, extentY));
    AxisScale spannedX = reader("x").spanned(x, extentX);
    AxisScale spannedY = reader("y").spanned(y, extentY);

    double right = traces.colourBar().map(ColourBar::width).orElse(PADDING);
    right = Math.max(right, layout.number("margin.r", 24));
    double roughHeight = height - layout.number("margin.t", 60) - layout.number("margin.b", 60);
    AxisSide sideY = new AxisSide(layout.inside("yaxis"), spannedY, false, roughHeight, fonts);
    double left = Math.max(layout.number("margin.l", 0), sideY.thickness() + PADDING);
    double plotWidth = Math.max(1, width - left - right);
    AxisSide sideX = new AxisSide(layout.inside("xaxis"), spannedX, true, plotWidth, fonts);
    Legend legend = new Legend(traces.legend(layout), fonts.legend(), plotWidth);
    double top = Math.max(layout.number("margin.t", 0), titleHeight() + legend.height());
    double bottom = Math.max(layout.number("margin.b", 0), sideX.thickness() + PADDING);
    double plotHeight = Math.max(1, height - top - bottom);
    Plane plane = new Plane(spannedX, spannedY, new Area(left, top, plotWidth, plotHeight));

    paintGround(plane.area());
    paintPlot(plane, sideX, sideY);
    paintTitle();
    legend.paint(left, top, marks::add);
    traces.colourBar().ifPresent(bar -> bar.paint(plane.area(), marks::add));
    paintRemark();
    return new Scene(width, height, layout.words("title.text"), marks);
  }

  private AxisReader reader(String letter) {
    return new AxisReader(layout.inside(letter + "axis"), letter, traces.traces());
  }

  private AxisScale scale(String letter) {
    return reader(letter).scale();
  }

  private void paintGround(Area area) {
    Colour paper = layout.colour("paper_bgcolor", WHITE);
    marks.add(new Mark.Box(new Area(0, 0, width, height), paper, Pen.NONE));
    Colour ground = layout.colour("plot_bgcolor", WHITE);
    if (!ground.equals(paper)) {
      marks.add(new Mark.Box(area, ground, Pen.NONE));
    }
  }

  private void paintPlot(Plane plane, AxisSide sideX, AxisSide sideY) {
    sideX.paintGrid(plane, marks::add);
    sideY.paintGrid(plane, marks::add);
    List<Mark> inside = new ArrayList<>();
    ShapePainter shapes = new ShapePainter(layout, plane);
    shapes.paint(true, inside::add);
    traces.painters().forEach(painter -> painter.paint(plane, inside::add));
    shapes.paint(false, inside::add);
    marks.add(new Mark.Clipped(clip(plane.area()), inside));
    sideX.paint(plane, marks::add);
    sideY.paint(plane, marks::add);
    LabelPainter labels = new LabelPainter(fonts, plane);
    layout.list("annotations").forEach(label -> labels.paint(new Settings(label), marks::add));
  }

  /** A marker on the edge is seen whole. */
  private static Area clip(Area area) {
    return new Area(
        area.left() - PADDING,
        area.top() - PADDING,
        area.width() + 2 * PADDING,
        area.height() + 2 * PADDING);
  }

  private double titleHeight() {
    double lines = layout.words("title.text").lines().count() * fonts.title().size();
    double more = layout.words("title.subtitle.text").lines().count() * fonts.subtitle().size();
    return lines + more == 0
        ? PADDING
        : layout.number("title.pad.t", 14) + (lines + more) * LINE_HEIGHT + PADDING;
  }

  private void paintTitle() {
    double y = layout.number("title.pad.t", 14);
    for (String line : layout.words("title.text").lines().toList()) {
      y += paintTitleLine(line, y, fonts.title());
    }
    for (String line : layout.words("title.subtitle.text").lines().toList()) {
      y += paintTitleLine(line, y, fonts.subtitle());
    }
  }

  private double paintTitleLine(String line, double top, Lettering font) {
    double share = layout.number("title.x", 0.5);
    double pad = layout.number("title.pad.l", 16);
    double room = width - 2 * pad;
    double size = Math.max(SMALLEST_TITLE, font.size() * Math.min(1, room / font.width(line)));
    Lettering fitted = font.sized(size);
    Vertex at = new Vertex(pad + share * room, top + font.size());
    Anchor anchor = share < 0.25 ? Anchor.START : share > 0.75 ? Anchor.END : Anchor.MIDDLE;
    marks.add(new Mark.Words(line, at, fitted, anchor, 0));
    return font.size() * LINE_HEIGHT;
  }

  /** Says what the image does not show, which the interactive chart does. */
  private void paintRemark() {
    if (!traces.undrawn().isEmpty()) {
      String words = "Not in the static image: " + String.join(", ", traces.undrawn());
      Lettering small = fonts.base().sized(11);
      marks.add(new Mark.Words(words, new Vertex(16, height - 10), small, Anchor.START, 0));
    }
  }
}
