package io.servelab.plot;

import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Line;

/**
 * What the hardware allows and what operations reach: compute rate over arithmetic intensity.
 *
 * <p>A builder: each method adds to the figure and returns the builder. Left of the bend of a roof
 * memory is the limit, right of it arithmetic. Source of the model: Williams, Waterman, Patterson,
 * "Roofline", CACM 52(4), 2009.
 */
public final class RooflinePlot {

  private static final PlotAxis INTENSITY = PlotAxis.log("Arithmetic intensity", "FLOP/byte");
  private static final PlotAxis RATE = PlotAxis.log("Compute rate", "TFLOP/s");
  private static final double GIGA_PER_TERA = 1000;

  /** The limits of one number format. */
  private record Roof(String name, double peakTflops, double bandwidthGbS) {

    /** The intensity at which both limits meet, FLOP per byte. */
    double bend() {
      return peakTflops * GIGA_PER_TERA / bandwidthGbS;
    }

    double at(double intensity) {
      return Math.min(peakTflops, intensity * bandwidthGbS / GIGA_PER_TERA);
    }
  }

  private static final PlotAxis RELATIVE_INTENSITY =
      PlotAxis.log("Arithmetic over memory traffic, 1 where both limits meet", "");
  private static final PlotAxis RELATIVE_RATE =
      PlotAxis.log("Compute rate", "% of the peak of the number format");

  private final String title;
  private final PlotAxis intensity;
  private final PlotAxis rate;
  private final List<Callout> labels = new ArrayList<>();
  private final List<Roof> roofs = new ArrayList<>();
  private final Map<String, List<PlotPoint>> points = new LinkedHashMap<>();
  private String footer = "";

  private RooflinePlot(String title, PlotAxis intensity, PlotAxis rate) {
    this.title = title;
    this.intensity = intensity;
    this.rate = rate;
  }

  /** A figure without roofs yet. */
  public static RooflinePlot of(String title) {
    return new RooflinePlot(title, INTENSITY, RATE);
  }

  /**
   * A figure with one roof for all number formats: the compute rate in percent of the peak, over
   * the time that arithmetic needs at least in units of the time that memory needs at least.
   */
  public static RooflinePlot relative(String title) {
    RooflinePlot plot = new RooflinePlot(title, RELATIVE_INTENSITY, RELATIVE_RATE);
    plot.roofs.add(new Roof("what the hardware allows", 100, 100 * GIGA_PER_TERA));
    return plot;
  }

  /**
   * Adds the limits of the hardware for one number format.
   *
   * @param name such as {@code fp8}
   * @param peakTflops highest compute rate, TFLOP/s
   * @param bandwidthGbS highest memory bandwidth, GB/s
   */
  public RooflinePlot roof(String name, double peakTflops, double bandwidthGbS) {
    roofs.add(new Roof(name, peakTflops, bandwidthGbS));
    return this;
  }

  /**
   * Adds operations.
   *
   * @param name what they have in common, such as {@code prefill}
   * @param reached arithmetic intensity in FLOP/byte and compute rate in TFLOP/s of each
   */
  public RooflinePlot operations(String name, List<PlotPoint> reached) {
    points.put(name, List.copyOf(reached));
    return this;
  }

  /** Writes the name of an operation beside it. */
  public RooflinePlot label(PlotPoint point, String name) {
    labels.add(new Callout(point, name));
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public RooflinePlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, intensity, rate);
    AxisRange x =
        AxisRange.around(
            DoubleStream.concat(
                values(PlotPoint::x), roofs.stream().flatMapToDouble(RooflinePlot::aroundBend)),
            true);
    DoubleStream peaks = roofs.stream().mapToDouble(roof -> 1.5 * roof.peakTflops());
    DoubleStream bends = roofs.stream().mapToDouble(roof -> roof.at(roof.bend() / 30));
    DoubleStream rates =
        DoubleStream.concat(values(PlotPoint::y), DoubleStream.concat(peaks, bends));
    AxisRange y = AxisRange.around(rates, true);
    draft.ranges(x, y);
    draft.footer(footer);
    for (int i = 0; i < roofs.size(); i++) {
      addRoof(draft, roofs.get(i), i, x);
    }
    int index = 0;
    for (Map.Entry<String, List<PlotPoint>> entry : points.entrySet()) {
      new PointTrace(entry.getKey(), entry.getValue())
          .markers(PlotStyle.symbol(index), 9, Palette.colour(index), 0.9)
          .addTo(draft);
      index++;
    }
    labels.forEach(label -> label.write(draft, x, y));
    return draft.figure();
  }

  private void addRoof(FigureDraft draft, Roof roof, int index, AxisRange x) {
    Line.Dash[] dashes = {Line.Dash.SOLID, Line.Dash.DASH, Line.Dash.DOT, Line.Dash.DASH_DOT};
    List<PlotPoint> corners =
        DoubleStream.of(x.low(), roof.bend(), x.high())
            .mapToObj(intensity -> PlotPoint.of(intensity, roof.at(intensity)))
            .toList();
    String name =
        intensity.equals(RELATIVE_INTENSITY)
            ? roof.name()
            : String.format(
                Locale.ROOT,
                "%s: %,.0f TFLOP/s, %,.0f GB/s",
                roof.name(),
                roof.peakTflops(),
                roof.bandwidthGbS());
    new PointTrace(name, corners)
        .line(Line.Shape.LINEAR, 2, PlotStyle.MUTED, dashes[index % dashes.length])
        .addTo(draft);
  }

  private static DoubleStream aroundBend(Roof roof) {
    return DoubleStream.of(roof.bend() / 30, roof.bend() * 10);
  }

  private DoubleStream values(ToDoubleFunction<PlotPoint> coordinate) {
    return points.values().stream().flatMap(List::stream).mapToDouble(coordinate);
  }
}
