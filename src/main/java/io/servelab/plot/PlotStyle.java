package io.servelab.plot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Symbol;

/**
 * The look that all our figures share.
 *
 * <p>Series colours are those of Okabe and Ito, "Color Universal Design" (2008), which people with
 * any colour vision can tell apart, in an order that also keeps neighbours apart in grey; marker
 * shapes differ too. The role colours (paper, ink, grid) are used for nothing else, so that a dark
 * page can exchange them.
 */
final class PlotStyle {

  static final int WIDTH = 720;
  static final int HEIGHT = 440;

  static final String PAPER = "#ffffff";
  static final String INK = "#24292f";
  static final String MUTED = "#59636e";
  static final String GRID = "#e4e7eb";
  static final String AXIS = "#8b949e";

  /** Allowed regions. */
  static final String ALLOWED = "rgba(0,158,115,0.10)";

  static final String ALLOWED_LINE = "#007a5a";

  /** The one point that matters. */
  static final String CHOSEN = "#d55e00";

  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d31", "#999999");

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

  /** The colour of the series with this index; colours come again after eight. */
  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

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
    layout.putObject("margin").put("l", 72).put("r", 24).put("t", 84).put("b", 64);
    ObjectNode title = layout.putObject("title");
    title.put("x", 0).put("xref", "paper").put("xanchor", "left");
    title.put("y", 1).put("yref", "container").put("yanchor", "top");
    title.putObject("pad").put("t", 14);
    title.putObject("font").put("size", 16);
    ObjectNode legend = layout.putObject("legend");
    legend.put("orientation", "h").put("x", 0).put("xanchor", "left");
    legend.put("y", 1.01).put("yanchor", "bottom").put("bgcolor", "rgba(0,0,0,0)");
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
    return axis;
  }
}
