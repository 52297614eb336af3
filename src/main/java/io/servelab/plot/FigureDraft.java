package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Consumer;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure being put together: jsplot traces, what jsplot cannot say about them, and the shapes and
 * labels around them.
 *
 * <p>Words never go through jsplot, whose templates cannot carry every character; they are added to
 * the JSON afterwards.
 */
final class FigureDraft {

  private static final Lettering LEGEND_FONT = new Lettering(13, false, Colour.NONE);
  private static final Lettering TITLE_FONT = new Lettering(16, false, Colour.NONE);
  private static final double BUTTONS = 130;
  private static final int TITLE_ROW = 20;
  private static final int LOG_TICKS = 4;
  private static final double LEGEND_SAMPLE = 46;
  private static final int LEGEND_ROW = 20;

  private final List<Trace> traces = new ArrayList<>();
  private final List<PointTrace> drawn = new ArrayList<>();
  private final List<Area> written = new ArrayList<>();
  private final List<Consumer<ObjectNode>> patches = new ArrayList<>();
  private final Layout.LayoutBuilder layout = Layout.builder();
  private final ObjectNode extra = JsonNodeFactory.instance.objectNode();
  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private String footer = "";
  private double leftLabels;

  FigureDraft(String title, PlotAxis x, PlotAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Adds a trace. */
  void add(Trace trace, Consumer<ObjectNode> patch) {
    traces.add(trace);
    patches.add(patch);
  }

  /** Remembers what labels should not cover. */
  void drawn(PointTrace trace) {
    drawn.add(trace);
  }

  /** Remembers where a label is, in pixels of the plot. */
  void written(Area label) {
    written.add(label);
  }

  /** What was drawn so far, for axes that show these ranges. */
  Obstacles obstacles(AxisRange horizontal, AxisRange vertical) {
    Obstacles obstacles = new Obstacles();
    drawn.forEach(trace -> trace.mark(obstacles, horizontal, vertical));
    written.forEach(obstacles::add);
    return obstacles;
  }

  /** Layout members that this figure needs beyond the shared ones. */
  ObjectNode extra() {
    return extra;
  }

  /** Adds a shape and returns it to be filled in. */
  ObjectNode shape(String type) {
    return extra.withArray("/shapes").addObject().put("type", type);
  }

  /** Adds a label and returns it to be filled in. */
  ObjectNode annotation(String words) {
    return extra.withArray("/annotations").addObject().put("text", PlotlyText.of(words));
  }

  /** A small line at the bottom, such as where the numbers come from. */
  void footer(String words) {
    footer = words;
  }

  /** Fixes what both axes show. */
  void ranges(AxisRange horizontal, AxisRange vertical) {
    extra.withObject("/xaxis").set("range", horizontal.json());
    extra.withObject("/yaxis").set("range", vertical.json());
  }

  /** Says how many more pixels than usual the labels of the vertical axis take. */
  void wideLabels(double pixels) {
    leftLabels = pixels;
  }

  /** How bars of several traces stand to each other. */
  void barMode(Layout.BarMode mode) {
    layout.barMode(mode);
  }

  PlotFigure figure() {
    Layout built = layout.xAxis(axis(x)).yAxis(axis(y)).build();
    PlotJson json = JsplotReader.read(new Figure(built, traces.toArray(Trace[]::new)));
    for (int i = 0; i < traces.size(); i++) {
      patches.get(i).accept((ObjectNode) json.data().get(i));
    }
    if (!footer.isEmpty()) {
      addFooter();
    }
    PlotJson.merge(json.layout(), PlotStyle.layout());
    PlotJson.merge(json.layout(), extra);
    setTitle(json.layout());
    makeLegendRoom(json);
    titleAxis(json, "x", x);
    titleAxis(json, "y", y);
    configure(json.config());
    return PlotFigure.of(json);
  }

  /** Few buttons, so that they do not cover the title. */
  private static void configure(ObjectNode config) {
    config.put("responsive", false).put("displaylogo", false);
    ArrayNode buttons = config.putArray("modeBarButtons").addArray();
    buttons.add("toImage").add("zoom2d").add("pan2d").add("resetScale2d");
  }

  /** Breaks a long title into lines, beside the buttons of the chart. */
  private void setTitle(ObjectNode layout) {
    List<String> lines = TITLE_FONT.wrapped(title, PlotStyle.WIDTH - BUTTONS);
    layout.withObject("/title").put("text", PlotlyText.of(String.join("\n", lines)));
    makeHigher(layout, TITLE_ROW * Math.max(0, lines.size() - 1));
  }

  /**
   * Makes the figure higher by the rows of the legend after the first, because plotly.js would let
   * them run into the title. It gives all names the width of the longest one.
   */
  private void makeLegendRoom(PlotJson json) {
    double widest = 0;
    int names = 0;
    for (JsonNode trace : json.data()) {
      if (trace.path("showlegend").asBoolean(true)) {
        String name = PlotlyText.plain(trace.path("name").asText());
        widest = Math.max(widest, LEGEND_FONT.width(name) + LEGEND_SAMPLE);
        names++;
      }
    }
    int columns = (int) Math.max(1, (PlotStyle.PLOT_WIDTH - leftLabels) / Math.max(1, widest));
    makeHigher(json.layout(), LEGEND_ROW * Math.max(0, (names + columns - 1) / columns - 1));
  }

  private static void makeHigher(ObjectNode layout, int pixels) {
    layout.put("height", layout.path("height").asInt() + pixels);
    ObjectNode margin = layout.withObject("/margin");
    margin.put("t", margin.path("t").asInt() + pixels);
  }

  private static Axis axis(PlotAxis axis) {
    Axis.AxisBuilder builder = Axis.builder();
    return axis.logarithmic() ? builder.type(Axis.Type.LOG).build() : builder.build();
  }

  private static void titleAxis(PlotJson json, String letter, PlotAxis axis) {
    ObjectNode node = json.layout().withObject("/" + letter + "axis");
    node.withObject("/title").put("text", PlotlyText.of(axis.title())).put("standoff", 10);
    if (axis.logarithmic()) {
      // Otherwise plotly.js labels every digit between the decades, one over the other.
      node.put("nticks", Math.max(LOG_TICKS, (int) Math.ceil(decades(json.data(), letter))));
      node.put("tickformat", ",~g");
    }
  }

  /** How many powers of ten the points span. */
  private static double decades(ArrayNode traces, String letter) {
    DoubleSummaryStatistics powers = new DoubleSummaryStatistics();
    for (JsonNode trace : traces) {
      for (JsonNode number : trace.path(letter)) {
        if (number.asDouble() > 0) {
          powers.accept(Math.log10(number.asDouble()));
        }
      }
    }
    return powers.getCount() == 0 ? 0 : powers.getMax() - powers.getMin();
  }

  private void addFooter() {
    ObjectNode label = annotation(footer);
    label.put("xref", "paper").put("yref", "paper").put("x", 1).put("y", 0);
    label.put("xanchor", "right").put("yanchor", "top").put("yshift", -44);
    label.put("showarrow", false).putObject("font").put("size", 10).put("color", PlotStyle.MUTED);
  }
}
