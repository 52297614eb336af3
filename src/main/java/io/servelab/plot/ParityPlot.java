package io.servelab.plot;

import io.servelab.plot.scene.Palette;
import io.servelab.serving.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Line;

/**
 * Predicted against measured values on logarithmic axes: on the diagonal both agree, and dashed
 * lines beside it bound a band.
 *
 * <p>A builder: each method adds to the figure and returns the builder.
 */
public final class ParityPlot {

  private final String title;
  private final String quantity;
  private final String unit;
  private final Map<String, List<PlotPoint>> series = new LinkedHashMap<>();
  private final Map<String, Reach> bands = new LinkedHashMap<>();
  private String footer = "";

  private ParityPlot(String title, String quantity, String unit) {
    this.title = title;
    this.quantity = quantity;
    this.unit = unit;
  }

  /** A figure of one quantity, without points yet. */
  public static ParityPlot of(String title, String quantity, String unit) {
    return new ParityPlot(title, quantity, unit);
  }

  /**
   * Adds points, measured to the right and predicted upwards.
   *
   * @param reach how far a measured value may stray from a predicted one
   */
  public ParityPlot series(String name, List<PlotPoint> points, Reach reach) {
    series.put(name, List.copyOf(points));
    bands.put(name, reach);
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public ParityPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft =
        new FigureDraft(
            title,
            PlotAxis.log("Measured " + quantity, unit),
            PlotAxis.log("Predicted " + quantity, unit));
    double[] values = values();
    AxisRange range = AxisRange.around(DoubleStream.of(values), true);
    draft.ranges(range, range);
    draft.footer(footer);
    double low = DoubleStream.of(values).min().orElse(1);
    double high = DoubleStream.of(values).max().orElse(10);
    diagonal("equal", low, high, 1).line(Line.Shape.LINEAR, 1, PlotStyle.INK).addTo(draft);
    int index = 0;
    for (Map.Entry<String, List<PlotPoint>> each : series.entrySet()) {
      String colour = Palette.colour(index);
      for (double factor : sides(bands.get(each.getKey()))) {
        diagonal(each.getKey(), low, high, factor)
            .line(Line.Shape.LINEAR, 1, colour, Line.Dash.DASH)
            .unlisted()
            .addTo(draft);
      }
      new PointTrace(each.getKey(), each.getValue())
          .markers(PlotStyle.symbol(index), 6, colour, 0.5)
          .borderless()
          .addTo(draft);
      index++;
    }
    return draft.figure();
  }

  /** Predicted over measured at both ends of a band. */
  private static List<Double> sides(Reach reach) {
    return reach.width() > 1 ? List.of(reach.below(), 1 / reach.above()) : List.of();
  }

  private static PointTrace diagonal(String name, double low, double high, double factor) {
    List<PlotPoint> ends = new ArrayList<>();
    double from = Math.max(low, low / factor);
    double to = Math.min(high, high / factor);
    ends.add(PlotPoint.of(from, from * factor));
    ends.add(PlotPoint.of(to, to * factor));
    return new PointTrace(name, ends).silent();
  }

  private double[] values() {
    return series.values().stream()
        .flatMap(List::stream)
        .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
        .toArray();
  }
}
