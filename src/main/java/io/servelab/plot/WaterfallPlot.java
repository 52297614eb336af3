package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Palette;
import io.servelab.table.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;

/**
 * How one amount becomes another, step by step: what adds to it and what takes away from it.
 *
 * <p>A builder: each method adds a bar below the last one and returns the builder.
 */
public final class WaterfallPlot {

  private static final String TOTAL = "#6e7781";
  private static final int BAR_HEIGHT = 34;

  /** One bar, from where to where. */
  private record Step(String name, double from, double to, String colour) {}

  private final String title;
  private final PlotAxis measure;
  private final List<Step> steps = new ArrayList<>();
  private double level;
  private String footer = "";

  private WaterfallPlot(String title, PlotAxis measure) {
    this.title = title;
    this.measure = measure;
  }

  /** A waterfall that starts at zero; the measure's axis must be linear. */
  public static WaterfallPlot of(String title, PlotAxis measure) {
    return new WaterfallPlot(title, measure);
  }

  /** Adds a change of the amount, up or down. */
  public WaterfallPlot change(String name, double difference) {
    String colour = Palette.colour(difference < 0 ? 2 : 0);
    steps.add(new Step(name, level, level + difference, colour));
    level += difference;
    return this;
  }

  /** Adds a bar for the whole amount at this point. */
  public WaterfallPlot total(String name) {
    steps.add(new Step(name, 0, level, TOTAL));
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public WaterfallPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, measure, PlotAxis.of("", ""));
    draft.barMode(Layout.BarMode.OVERLAY);
    draft.footer(footer);
    draft.extra().put("height", 130 + BAR_HEIGHT * steps.size()).put("showlegend", false);
    draft.extra().putObject("margin").put("t", 48);
    draft.extra().withObject("/yaxis").put("type", "category").put("autorange", "reversed");
    draft.extra().withObject("/yaxis").put("showgrid", false);
    draft.extra().withObject("/xaxis").set("range", range().json());
    String[] places = new String[steps.size()];
    double[] lengths = new double[steps.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = Integer.toString(i);
      lengths[i] = steps.get(i).to() - steps.get(i).from();
    }
    BarTrace trace =
        BarTrace.builder(places, lengths)
            .orientation(BarTrace.Orientation.HORIZONTAL)
            .marker(Marker.builder().color(TOTAL).build())
            .build();
    draft.add(trace, this::describe);
    connect(draft);
    return draft.figure();
  }

  private void describe(ObjectNode trace) {
    ArrayNode names = trace.putArray("y");
    ArrayNode bases = trace.putArray("base");
    ArrayNode colours = trace.withObject("/marker").putArray("color");
    ArrayNode labels = trace.putArray("text");
    for (Step step : steps) {
      names.add(PlotlyText.of(step.name()));
      bases.add(step.from());
      colours.add(step.colour());
      double length = step.to() - step.from();
      String sign = length > 0 && !step.colour().equals(TOTAL) ? "+" : "";
      labels.add(sign + NumberText.of(length, 4));
    }
    trace.put("textposition", "outside").put("cliponaxis", false);
    trace.putObject("textfont").put("size", 12);
    trace.put(
        "hovertemplate", "%{y}: %{text} " + PlotlyText.of(measure.unit()) + "<extra></extra>");
  }

  /** Joins the end of each bar to the beginning of the next one. */
  private void connect(FigureDraft draft) {
    for (int i = 0; i + 1 < steps.size(); i++) {
      ObjectNode line = draft.shape("line").put("xref", "x").put("yref", "y");
      line.put("x0", steps.get(i).to()).put("x1", steps.get(i).to());
      line.put("y0", i - 0.4).put("y1", i + 1.4).put("layer", "below");
      line.putObject("line").put("color", PlotStyle.AXIS).put("width", 1);
    }
  }

  /** Room at the ends for the labels. */
  private AxisRange range() {
    double[] ends =
        steps.stream()
            .flatMap(step -> Stream.of(step.from(), step.to()))
            .mapToDouble(v -> v)
            .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(1);
    double room = 0.12 * (high > low ? high - low : 1);
    return new AxisRange(low < 0 ? low - room : 0, high + room, false);
  }
}
