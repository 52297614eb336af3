package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.scene.Palette;
import io.servelab.plot.scene.ThemeColour;
import java.util.List;
import tech.tablesaw.plotly.components.Symbol;

/** The look that all our figures share; series differ by colour and by the shape of their marks. */
final class PlotStyle {

  static final int WIDTH = 720;
  static final int HEIGHT = 440;

  static final String PAPER = ThemeColour.PAPER.light();
  static final String INK = ThemeColour.INK.light();
  static final String MUTED = ThemeColour.MUTED.light();
  static final String GRID = ThemeColour.GRID.light();
  static final String AXIS = ThemeColour.AXIS.light();

  /** The line around allowed regions, and its label. */
  static final String ALLOWED_LINE = ThemeColour.ALLOWED.light();

  /** The inside of allowed regions. */
  static final String ALLOWED = "rgba(0,158,115,0.10)";

  /** The one point that matters. */
  static final String CHOSEN = "#d55e00";

  /** About how many pixels lie between the axes. */
  static final double PLOT_WIDTH = WIDTH - 96;

  /** About how many pixels lie between the axes. */
  static final double PLOT_HEIGHT = HEIGHT - 142;

  private static final List<Symbol> SYMBOLS =
      List.of(
          Symbol.CIRCLE,
          Symbol.SQUARE,
          Symbol.DIAMOND,
          Symbol.TRIANGLE_UP,
          Symbol.X,
          Symbol.CROSS,
          Symbol.PENTAGON,
          Symbol.HEXAGON);

  private PlotStyle() {}

  /** The marker shape of the series with this index. */
  static Symbol symbol(int series) {
    return SYMBOLS.get(series % SYMBOLS.size());
  }

  /** Layout members that do not depend on the figure. */
  static ObjectNode layout() {
    ObjectNode layout = JsonNodeFactory.instance.objectNode();
    layout.put("width", WIDTH).put("height", HEIGHT).put("autosize", false);
    layout.put("paper_bgcolor", PAPER).put("plot_bgcolor", PAPER);
    layout.putObject("font").put("family", "Helvetica, Arial, sans-serif").put("size", 13);
    layout.withObject("/font").put("color", INK);
    layout.putObject("margin").put("l", 72).put("r", 24).put("t", 74).put("b", 68);
    ObjectNode title = layout.putObject("title");
    title.put("x", 0).put("xref", "container").put("xanchor", "left");
    title.put("y", 1).put("yref", "container").put("yanchor", "top");
    title.putObject("pad").put("t", 14).put("l", 16);
    title.putObject("font").put("size", 16);
    ObjectNode legend = layout.putObject("legend");
    legend.put("orientation", "h").put("x", 0).put("xanchor", "left");
    legend.put("y", 1.01).put("yanchor", "bottom").put("bgcolor", "rgba(0,0,0,0)");
    ArrayNode colours = layout.putArray("colorway");
    Palette.colours().forEach(colours::add);
    layout.put("hovermode", "closest");
    layout.putObject("hoverlabel").put("align", "left");
    layout.set("xaxis", axis());
    layout.set("yaxis", axis());
    return layout;
  }

  private static ObjectNode axis() {
    ObjectNode axis = JsonNodeFactory.instance.objectNode();
    axis.put("showgrid", true).put("gridcolor", GRID).put("zeroline", false);
    axis.put("showline", true).put("linecolor", AXIS).put("ticks", "outside");
    axis.put("tickcolor", AXIS).put("ticklen", 4).put("automargin", true);
    axis.putObject("title").putObject("font").put("size", 13);
    axis.putObject("tickfont").put("size", 12);
    return axis;
  }
}
