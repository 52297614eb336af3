package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Symbol;

/**
 * What happened when: one row for each subject, its stretches of time in the colour of what it was
 * doing.
 *
 * <p>A builder: each method adds to the figure and returns the builder. Rows stand from top to
 * bottom in the order in which they were first named.
 */
public final class TimelinePlot {

  private static final double THICKNESS = 0.38;
  private static final int ROW_HEIGHT = 13;

  private final String title;
  private final PlotAxis time;
  private final List<String> rows = new ArrayList<>();
  private final Map<String, String> colours = new LinkedHashMap<>();
  private final Map<String, List<PlotPoint>> middles = new LinkedHashMap<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private double until = Double.POSITIVE_INFINITY;
  private String footer = "";

  private record Stretch(int row, double from, double to, String doing) {}

  private TimelinePlot(String title, PlotAxis time) {
    this.title = title;
    this.time = time;
  }

  /** A figure without rows yet; the axis of time must be linear. */
  public static TimelinePlot of(String title, PlotAxis time) {
    return new TimelinePlot(title, time);
  }

  /** Gives something that is done a colour and a place in the legend. */
  public TimelinePlot activity(String doing, String colour) {
    colours.put(doing, colour);
    middles.put(doing, new ArrayList<>());
    return this;
  }

  /** Leaves out what comes after a moment; to be said before rows are added. */
  public TimelinePlot until(double moment) {
    until = moment;
    return this;
  }

  /**
   * Adds a stretch of time.
   *
   * @param row the subject
   * @param from beginning, in the unit of the axis
   * @param to end
   * @param doing an activity that was named before
   * @param hover what is shown when the pointer rests on it
   */
  public TimelinePlot add(String row, double from, double to, String doing, String hover) {
    if (!rows.contains(row)) {
      rows.add(row);
    }
    double end = Math.min(to, until);
    if (end > from) {
      int place = rows.indexOf(row);
      stretches.add(new Stretch(place, from, end, doing));
      middles
          .getOrDefault(doing, new ArrayList<>())
          .add(new PlotPoint((from + end) / 2, -place, hover));
    }
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public TimelinePlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, time, PlotAxis.of("", ""));
    double last = stretches.stream().mapToDouble(Stretch::to).max().orElse(1);
    draft.ranges(new AxisRange(0, last, false), new AxisRange(0.5 - rows.size(), 0.5, false));
    draft.extra().put("height", 160 + Math.max(160, ROW_HEIGHT * rows.size()));
    draft.footer(footer);
    nameRows(draft);
    stretches.forEach(stretch -> draw(draft, stretch));
    middles.values().removeIf(List::isEmpty);
    middles.forEach(
        (doing, points) ->
            new PointTrace(doing, points)
                .markers(Symbol.SQUARE, 5, colours.getOrDefault(doing, PlotStyle.INK), 1)
                .borderless()
                .addTo(draft));
    return draft.figure();
  }

  private void nameRows(FigureDraft draft) {
    ObjectNode axis = draft.extra().withObject("/yaxis");
    axis.put("showgrid", false).put("tickmode", "array");
    ArrayNode places = axis.putArray("tickvals");
    ArrayNode names = axis.putArray("ticktext");
    int step = rows.size() > 24 ? 5 : 1;
    for (int row = 0; row < rows.size(); row++) {
      if (row % step == 0 || step == 1) {
        places.add(-row);
        names.add(rows.get(row));
      }
    }
  }

  private void draw(FigureDraft draft, Stretch stretch) {
    ObjectNode box = draft.shape("rect").put("layer", "below").put("xref", "x").put("yref", "y");
    box.put("x0", stretch.from).put("x1", stretch.to);
    box.put("y0", -stretch.row - THICKNESS).put("y1", -stretch.row + THICKNESS);
    box.put("fillcolor", colours.getOrDefault(stretch.doing, PlotStyle.INK));
    box.putObject("line").put("width", 0);
  }
}
