package io.servelab.plot;

import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How one measure moves with another: one line for each series, for sweeps and for throughput over
 * load.
 *
 * <p>A builder: each method adds to the figure and returns the builder.
 */
public final class LinesPlot {

  /** A range around a line. */
  private record Band(List<PlotPoint> low, List<PlotPoint> high) {}

  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private final Map<String, List<PlotPoint>> lines = new LinkedHashMap<>();
  private final Map<String, Band> bands = new LinkedHashMap<>();
  private final Map<String, List<PlotPoint>> dots = new LinkedHashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Callout> callouts = new ArrayList<>();
  private String footer = "";

  private LinesPlot(String title, PlotAxis x, PlotAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A figure without lines yet. */
  public static LinesPlot of(String title, PlotAxis x, PlotAxis y) {
    return new LinesPlot(title, x, y);
  }

  /** Adds a line through points, which are joined in the order in which they are given. */
  public LinesPlot line(String name, List<PlotPoint> points) {
    lines.put(name, List.copyOf(points));
    return this;
  }

  /**
   * Shades the range that a line may lie in.
   *
   * @param name the name of the line
   * @param low the lower bounds, by increasing x
   * @param high the upper bounds, by increasing x
   */
  public LinesPlot band(String name, List<PlotPoint> low, List<PlotPoint> high) {
    bands.put(name, new Band(List.copyOf(low), List.copyOf(high)));
    return this;
  }

  /** Adds points that are not joined, such as measurements beside a predicted line. */
  public LinesPlot dots(String name, List<PlotPoint> points) {
    dots.put(name, List.copyOf(points));
    return this;
  }

  /** Marks one point with a star and a label. */
  public LinesPlot mark(PlotPoint point, String label) {
    callouts.add(new Callout(point, label));
    return this;
  }

  /** Adds a target: the horizontal measure must be at most the value. */
  public LinesPlot xAtMost(double value, String label) {
    targets.add(new Target(true, value, false, label));
    return this;
  }

  /** Adds a target: the vertical measure must be at most the value. */
  public LinesPlot yAtMost(double value, String label) {
    targets.add(new Target(false, value, false, label));
    return this;
  }

  /** Adds a target: the vertical measure must be at least the value. */
  public LinesPlot yAtLeast(double value, String label) {
    targets.add(new Target(false, value, true, label));
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public LinesPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, x, y);
    AxisRange horizontal = AxisRange.around(shown(PlotPoint::x, true), x.logarithmic());
    AxisRange vertical = AxisRange.around(shown(PlotPoint::y, false), y.logarithmic());
    draft.ranges(horizontal, vertical);
    draft.footer(footer);
    Target.shade(draft, targets, horizontal, vertical);
    targets.forEach(target -> target.draw(draft, target.horizontal() ? horizontal : vertical));
    List<String> names = names();
    bands.forEach((name, band) -> addBand(draft, name, band, names.indexOf(name)));
    lines.forEach((name, points) -> addLine(draft, name, points, names.indexOf(name)));
    dots.forEach((name, points) -> addDots(draft, name, points, names.indexOf(name)));
    callouts.forEach(callout -> callout.draw(draft, horizontal, vertical));
    return draft.figure();
  }

  private void addLine(FigureDraft draft, String name, List<PlotPoint> points, int index) {
    new PointTrace(name, points)
        .markers(PlotStyle.symbol(index), 7, Palette.colour(index), 1)
        .line(Line.Shape.LINEAR, 2, Palette.colour(index))
        .addTo(draft);
  }

  private void addDots(FigureDraft draft, String name, List<PlotPoint> points, int index) {
    Symbol symbol = PlotStyle.symbol(index);
    PointTrace trace = new PointTrace(name, points).markers(symbol, 8, Palette.colour(index), 0.9);
    (lines.containsKey(name) ? trace.unlisted() : trace).addTo(draft);
  }

  /** One outline, there and back, because every viewer fills that alike. */
  private static void addBand(FigureDraft draft, String name, Band band, int index) {
    List<PlotPoint> outline = new ArrayList<>(band.low());
    outline.addAll(
        band.high().stream().sorted(Comparator.comparingDouble(PlotPoint::x).reversed()).toList());
    Colour colour = Colour.parse(Palette.colour(index), Colour.NONE);
    new PointTrace(name, outline)
        .line(Line.Shape.LINEAR, 0, Palette.colour(index))
        .unlisted()
        .silent()
        .filled(colour.faded(0.18))
        .addTo(draft);
  }

  private List<String> names() {
    return Stream.of(lines.keySet(), bands.keySet(), dots.keySet())
        .flatMap(names -> names.stream())
        .distinct()
        .toList();
  }

  private DoubleStream shown(ToDoubleFunction<PlotPoint> coordinate, boolean horizontal) {
    return DoubleStream.concat(
        values(coordinate),
        targets.stream()
            .filter(target -> target.horizontal() == horizontal)
            .mapToDouble(Target::value));
  }

  private DoubleStream values(ToDoubleFunction<PlotPoint> coordinate) {
    Stream<PlotPoint> drawn =
        Stream.concat(
            Stream.of(lines.values(), dots.values())
                .flatMap(lists -> lists.stream())
                .flatMap(List::stream),
            bands.values().stream()
                .flatMap(band -> Stream.concat(band.low().stream(), band.high().stream())));
    return drawn.mapToDouble(coordinate);
  }
}
