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

/** Draws cells in colours of their values, with a label in each where there is room. */
final class HeatmapPainter implements TracePainter {

  // Not quite white, which is the colour of the paper and would be exchanged on a dark page.
  private static final Colour ON_DARK = new Colour(0xfdfdfd, 1);
  private static final Colour ON_LIGHT = new Colour(0x1c1c1c, 1);

  private final Settings trace;
  private final Lettering lettering;
  private final List<JsonNode> xs;
  private final List<JsonNode> ys;
  private final ColourRange range;

  HeatmapPainter(Settings trace, Lettering lettering) {
    this.trace = trace;
    this.lettering = lettering;
    this.xs = trace.list("x");
    this.ys = trace.list("y");
    this.range = range(trace);
  }

  /** The colours of a heatmap's values. */
  static ColourRange range(Settings trace) {
    List<JsonNode> values = new ArrayList<>();
    trace.list("z").forEach(row -> row.elements().forEachRemaining(values::add));
    return ColourRange.of(trace, "z", values);
  }

  @Override
  public void measure(AxisScale x, AxisScale y, Extent extentX, Extent extentY) {
    edges(x, xs).forEach(extentX::include);
    edges(y, ys).forEach(extentY::include);
    extentX.fitTightly();
    extentY.fitTightly();
  }

  @Override
  public void paint(Plane plane, Consumer<Mark> out) {
    List<Double> edgesX = edges(plane.x(), xs);
    List<Double> edgesY = edges(plane.y(), ys);
    for (int row = 0; row < ys.size(); row++) {
      for (int column = 0; column < xs.size(); column++) {
        JsonNode value = trace.at("z").path(row).path(column);
        if (value.isNumber()) {
          Area cell =
              Area.between(
                  plane.pixelX(edgesX.get(column)),
                  plane.pixelY(edgesY.get(row)),
                  plane.pixelX(edgesX.get(column + 1)),
                  plane.pixelY(edgesY.get(row + 1)));
          paintCell(cell, value.doubleValue(), text(row, column), out);
        }
      }
    }
  }

  @Override
  public List<Mark> legendMarks(Area box) {
    return List.of();
  }

  private String text(int row, int column) {
    boolean shown = trace.text("texttemplate", "").contains("text");
    return shown ? PlotlyText.plain(trace.at("text").path(row).path(column).asText()) : "";
  }

  private void paintCell(Area cell, double value, String text, Consumer<Mark> out) {
    Colour colour = range.colour(value);
    double gap = trace.number("xgap", 0);
    Area inner =
        new Area(
            cell.left() + gap / 2,
            cell.top() + gap / 2,
            Math.max(0, cell.width() - gap),
            Math.max(0, cell.height() - gap));
    out.accept(new Mark.Box(inner, colour, Pen.NONE));
    boolean fits = lettering.width(text) + 4 <= cell.width() && lettering.size() <= cell.height();
    if (!text.isEmpty() && fits) {
      Vertex middle = new Vertex(cell.centreX(), cell.centreY() + lettering.middleDrop());
      Colour ink = colour.isLight() ? ON_LIGHT : ON_DARK;
      out.accept(new Mark.Words(text, middle, lettering.coloured(ink), Anchor.MIDDLE, 0));
    }
  }

  /** The borders between cells: halfway between neighbours, and as far beyond the outer ones. */
  private static List<Double> edges(AxisScale scale, List<JsonNode> values) {
    List<Double> centres = values.stream().map(scale::coordinate).toList();
    List<Double> edges = new ArrayList<>(centres.size() + 1);
    for (int i = 0; i <= centres.size(); i++) {
      if (centres.size() < 2) {
        edges.add((centres.isEmpty() ? 0 : centres.get(0)) + i - 0.5);
      } else {
        int before = Math.min(Math.max(i - 1, 0), centres.size() - 2);
        double from = centres.get(before);
        double to = centres.get(before + 1);
        edges.add(from + (to - from) * (i - before - 0.5));
      }
    }
    return edges;
  }
}
