package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;

/**
 * A Pareto front over two measures: all candidates as a cloud, the best trade-offs as a stepped
 * line, the region that meets the targets, and the chosen point.
 *
 * <p>A builder: each method adds to the figure and returns the builder. More of the vertical
 * measure is better; more of the horizontal one too, unless told otherwise. Series of the same name
 * share their colour.
 */
public final class FrontPlot {

  private static final int CLOUD_LIMIT = 1500;

  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private final Map<String, List<PlotPoint>> clouds = new LinkedHashMap<>();
  private final Map<String, List<PlotPoint>> fronts = new LinkedHashMap<>();
  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Line.Shape step = Line.Shape.VH;
  private @Nullable Callout chosen;

  /** Opposite corners of a rectangle. */
  private record Range(PlotPoint low, PlotPoint high) {}

  private FrontPlot(String title, PlotAxis x, PlotAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A front over two measures, without points yet. */
  public static FrontPlot of(String title, PlotAxis x, PlotAxis y) {
    return new FrontPlot(title, x, y);
  }

  /** Less of the horizontal measure is better, as for a latency. */
  public FrontPlot lowerXIsBetter() {
    step = Line.Shape.HV;
    return this;
  }

  /** Adds candidates as small marks; of very many, evenly picked ones are drawn. */
  public FrontPlot cloud(String name, List<PlotPoint> points) {
    clouds.put(known(name), thinned(name, points));
    return this;
  }

  /** Adds the best trade-offs of a series, in any order. */
  public FrontPlot front(String name, List<PlotPoint> points) {
    List<PlotPoint> sorted =
        points.stream().sorted(Comparator.comparingDouble(PlotPoint::x)).toList();
    fronts.put(known(name), sorted);
    return this;
  }

  /**
   * Shades where a deployment of a series may lie.
   *
   * @param name the series
   * @param low corner with the lower measures
   * @param high corner with the higher measures
   */
  public FrontPlot range(String name, PlotPoint low, PlotPoint high) {
    ranges.put(known(name), new Range(low, high));
    return this;
  }

  /** Marks one point with a star and a label. */
  public FrontPlot chosen(PlotPoint point, String label) {
    chosen = new Callout(point, label);
    return this;
  }

  /** Adds a target: the horizontal measure must be at least the value. */
  public FrontPlot xAtLeast(double value, String label) {
    targets.add(new Target(true, value, true, label));
    return this;
  }

  /** Adds a target: the horizontal measure must be at most the value. */
  public FrontPlot xAtMost(double value, String label) {
    targets.add(new Target(true, value, false, label));
    return this;
  }

  /** Adds a target: the vertical measure must be at least the value. */
  public FrontPlot yAtLeast(double value, String label) {
    targets.add(new Target(false, value, true, label));
    return this;
  }

  /** Adds a target: the vertical measure must be at most the value. */
  public FrontPlot yAtMost(double value, String label) {
    targets.add(new Target(false, value, false, label));
    return this;
  }

  /** Adds words to the small line at the bottom, such as where the numbers come from. */
  public FrontPlot footer(String words) {
    remarks.add(words);
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, x, y);
    AxisRange horizontal = range(PlotPoint::x, true, x.logarithmic());
    AxisRange vertical = range(PlotPoint::y, false, y.logarithmic());
    draft.ranges(horizontal, vertical);
    Target.shade(draft, targets, horizontal, vertical);
    targets.forEach(target -> target.draw(draft, target.horizontal() ? horizontal : vertical));
    ranges.forEach((name, range) -> addRange(draft, name, range));
    clouds.forEach((name, points) -> addCloud(draft, name, points));
    fronts.forEach((name, points) -> addFront(draft, name, points));
    if (chosen != null) {
      chosen.draw(draft, horizontal, vertical);
    }
    if (!ranges.isEmpty()) {
      remarks.add(0, "boxes: 8 of 10 measurements");
    }
    draft.footer(String.join(" · ", remarks));
    return draft.figure();
  }

  private void addRange(FigureDraft draft, String name, Range range) {
    Colour colour = Colour.parse(Palette.colour(names.indexOf(name)), Colour.NONE);
    ObjectNode box = draft.shape("rect").put("layer", "below").put("xref", "x").put("yref", "y");
    box.put("x0", range.low.x()).put("x1", range.high.x());
    box.put("y0", range.low.y()).put("y1", range.high.y());
    box.put("fillcolor", colour.faded(0.14).css());
    box.putObject("line").put("width", 1).put("dash", "dot").put("color", colour.css());
  }

  private void addCloud(FigureDraft draft, String name, List<PlotPoint> points) {
    int index = names.indexOf(name);
    PointTrace trace =
        new PointTrace(name, points)
            .markers(PlotStyle.symbol(index), 5, Palette.colour(index), 0.3)
            .borderless();
    (fronts.containsKey(name) ? trace.unlisted() : trace).addTo(draft);
  }

  private void addFront(FigureDraft draft, String name, List<PlotPoint> points) {
    int index = names.indexOf(name);
    Symbol symbol = PlotStyle.symbol(index);
    new PointTrace(name, points)
        .markers(symbol, 9, Palette.colour(index), 1)
        .line(step, 2, Palette.colour(index))
        .addTo(draft);
  }

  private AxisRange range(
      ToDoubleFunction<PlotPoint> coordinate, boolean horizontal, boolean logarithmic) {
    Stream<PlotPoint> corners =
        ranges.values().stream().flatMap(box -> Stream.of(box.low, box.high));
    DoubleStream points =
        Stream.concat(
                Stream.of(clouds.values(), fronts.values())
                    .flatMap(lists -> lists.stream().flatMap(List::stream)),
                corners)
            .mapToDouble(coordinate);
    DoubleStream bounds =
        targets.stream()
            .filter(target -> target.horizontal() == horizontal)
            .mapToDouble(Target::value);
    return AxisRange.around(DoubleStream.concat(points, bounds), logarithmic);
  }

  private String known(String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
    return name;
  }

  private List<PlotPoint> thinned(String name, List<PlotPoint> points) {
    if (points.size() <= CLOUD_LIMIT) {
      return List.copyOf(points);
    }
    int stride = (points.size() + CLOUD_LIMIT - 1) / CLOUD_LIMIT;
    List<PlotPoint> picked = new ArrayList<>();
    for (int i = 0; i < points.size(); i += stride) {
      picked.add(points.get(i));
    }
    remarks.add(
        String.format(
            Locale.ROOT, "%s: %,d of %,d candidates drawn", name, picked.size(), points.size()));
    return picked;
  }
}
