package io.servelab.plot;

import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;

/**
 * A measured table against what is read from it: the measured points, the curve between and beyond
 * them, and where it was asked.
 *
 * <p>A builder: each method adds to the figure and returns the builder.
 */
public final class InterpolationPlot {

  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private final List<PlotPoint> measured = new ArrayList<>();
  private final List<PlotPoint> curve = new ArrayList<>();
  private final List<Callout> queries = new ArrayList<>();
  private String footer = "";

  private InterpolationPlot(String title, PlotAxis x, PlotAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A figure without points yet. */
  public static InterpolationPlot of(String title, PlotAxis x, PlotAxis y) {
    return new InterpolationPlot(title, x, y);
  }

  /** Adds measured points. */
  public InterpolationPlot measured(List<PlotPoint> points) {
    measured.addAll(points);
    return this;
  }

  /** Adds what is read between and beyond the points, by increasing x. */
  public InterpolationPlot curve(List<PlotPoint> points) {
    curve.addAll(points);
    return this;
  }

  /** Marks a point that was asked for. */
  public InterpolationPlot query(PlotPoint point, String label) {
    queries.add(new Callout(point, label));
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public InterpolationPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, x, y);
    AxisRange horizontal = AxisRange.around(values(PlotPoint::x), x.logarithmic());
    AxisRange vertical = AxisRange.around(values(PlotPoint::y), y.logarithmic());
    draft.ranges(horizontal, vertical);
    draft.footer(footer);
    new PointTrace("interpolated", curve)
        .line(Line.Shape.LINEAR, 2, Palette.colour(1))
        .addTo(draft);
    if (!measured.isEmpty()) {
      new PointTrace("measured", measured)
          .markers(Symbol.CIRCLE, 7, Palette.colour(0), 1)
          .addTo(draft);
    }
    queries.forEach(query -> query.draw(draft, horizontal, vertical));
    return draft.figure();
  }

  private DoubleStream values(ToDoubleFunction<PlotPoint> coordinate) {
    return Stream.of(measured, curve, queries.stream().map(Callout::point).toList())
        .flatMap(List::stream)
        .mapToDouble(coordinate);
  }
}
