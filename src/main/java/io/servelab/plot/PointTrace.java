package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Colour;
import java.util.List;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Points with markers, a line or both: one scatter trace of a figure, being described. */
final class PointTrace {

  private final String name;
  private final List<PlotPoint> points;
  private final Marker.MarkerBuilder marker = Marker.builder();
  private final Line.LineBuilder line = Line.builder();
  private Colour fill = Colour.NONE;
  private boolean markers;
  private boolean lines;
  private boolean legend = true;
  private boolean hover = true;
  private boolean border = true;

  PointTrace(String name, List<PlotPoint> points) {
    this.name = name;
    this.points = points;
  }

  /** With a marker on every point. */
  PointTrace markers(Symbol symbol, double size, String colour, double opacity) {
    marker.symbol(symbol).size(size).color(colour).opacity(opacity);
    markers = true;
    return this;
  }

  /** With a line through the points in their order. */
  PointTrace line(Line.Shape shape, double width, String colour) {
    return line(shape, width, colour, Line.Dash.SOLID);
  }

  /** With a dashed line through the points in their order. */
  PointTrace line(Line.Shape shape, double width, String colour, Line.Dash dash) {
    line.shape(shape).width(width).color(colour).dash(dash);
    lines = true;
    return this;
  }

  /** Without an entry in the legend. */
  PointTrace unlisted() {
    legend = false;
    return this;
  }

  /** With markers that merge where they overlap. */
  PointTrace borderless() {
    border = false;
    return this;
  }

  /** With the inside of the outline that the points make. */
  PointTrace filled(Colour inside) {
    fill = inside;
    return this;
  }

  /** Without an answer to the pointer. */
  PointTrace silent() {
    hover = false;
    return this;
  }

  void addTo(FigureDraft draft) {
    double[] x = points.stream().mapToDouble(PlotPoint::x).toArray();
    double[] y = points.stream().mapToDouble(PlotPoint::y).toArray();
    ScatterTrace.ScatterBuilder builder = ScatterTrace.builder(x, y).mode(mode());
    if (markers) {
      builder.marker(marker.build());
    }
    if (lines) {
      builder.line(line.build());
    }
    draft.add(builder.build(), this::describe);
    draft.drawn(this);
  }

  /** Tells where this trace is, for labels that should not cover it. */
  void mark(Obstacles obstacles, AxisRange x, AxisRange y) {
    obstacles.add(points, lines, x, y);
  }

  private ScatterTrace.Mode mode() {
    if (markers && lines) {
      return ScatterTrace.Mode.LINE_AND_MARKERS;
    }
    return markers ? ScatterTrace.Mode.MARKERS : ScatterTrace.Mode.LINE;
  }

  private void describe(ObjectNode trace) {
    trace.put("name", PlotlyText.of(name)).put("legendgroup", PlotlyText.of(name));
    trace.put("showlegend", legend);
    if (markers && border) {
      trace.withObject("/marker").putObject("line").put("width", 1).put("color", PlotStyle.PAPER);
    }
    if (fill.isVisible()) {
      trace.put("fill", "toself").put("fillcolor", fill.css());
    }
    if (!hover) {
      trace.put("hoverinfo", "skip");
    } else if (points.stream().anyMatch(point -> !point.hover().isEmpty())) {
      ArrayNode texts = trace.putArray("hovertext");
      points.forEach(point -> texts.add(PlotlyText.of(point.hover())));
      trace.put("hovertemplate", "%{hovertext}<extra></extra>");
    } else {
      trace.put("hovertemplate", "%{x:.5~g}, %{y:.5~g}");
    }
  }
}
