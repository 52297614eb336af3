package io.servelab.plot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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

  private final List<Trace> traces = new ArrayList<>();
  private final List<Consumer<ObjectNode>> patches = new ArrayList<>();
  private final ObjectNode extra = JsonNodeFactory.instance.objectNode();
  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private String footer = "";

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

  /** Layout members that this figure needs beyond the shared ones. */
  ObjectNode layout() {
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

  PlotFigure figure() {
    Layout layout = Layout.builder().xAxis(axis(x)).yAxis(axis(y)).build();
    PlotJson json = JsplotReader.read(new Figure(layout, traces.toArray(Trace[]::new)));
    for (int i = 0; i < traces.size(); i++) {
      patches.get(i).accept((ObjectNode) json.data().get(i));
    }
    if (!footer.isEmpty()) {
      addFooter();
    }
    ObjectNode styled = PlotStyle.layout();
    PlotJson.merge(styled, json.layout());
    PlotJson.merge(styled, extra);
    styled.withObject("/title").put("text", PlotlyText.of(title));
    titleAxis(styled.withObject("/xaxis"), x);
    titleAxis(styled.withObject("/yaxis"), y);
    json.layout().removeAll();
    json.layout().setAll(styled);
    json.config().put("responsive", false).put("displaylogo", false);
    return PlotFigure.of(json);
  }

  private static Axis axis(PlotAxis axis) {
    Axis.AxisBuilder builder = Axis.builder();
    return axis.logarithmic() ? builder.type(Axis.Type.LOG).build() : builder.build();
  }

  private static void titleAxis(ObjectNode node, PlotAxis axis) {
    node.putObject("title").put("text", PlotlyText.of(axis.title())).put("standoff", 10);
  }

  private void addFooter() {
    ObjectNode label = annotation(footer);
    label.put("xref", "paper").put("yref", "paper").put("x", 1).put("y", 0);
    label.put("xanchor", "right").put("yanchor", "top").put("yshift", -44);
    label.put("showarrow", false).putObject("font").put("size", 10).put("color", PlotStyle.MUTED);
  }
}
