package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import java.util.List;

/**
 * A bound on one of the measures of a figure; what meets every bound is shaded.
 *
 * @param horizontal whether the bound is on the horizontal axis
 * @param value the bound, in data units
 * @param atLeast whether the measure must be at least the bound, or at most
 * @param label what the bound stands for, such as {@code TPOT ≤ 10 ms}
 */
record Target(boolean horizontal, double value, boolean atLeast, String label) {

  private static final Lettering FONT = new Lettering(12, false, Colour.NONE);
  private static final double PADDING = 8;

  /** Shades what meets every target. */
  static void shade(FigureDraft draft, List<Target> targets, AxisRange x, AxisRange y) {
    if (targets.isEmpty()) {
      return;
    }
    ObjectNode region = draft.shape("rect").put("layer", "below").put("xref", "x").put("yref", "y");
    for (boolean horizontal : new boolean[] {true, false}) {
      AxisRange range = horizontal ? x : y;
      double from = range.low();
      double to = range.high();
      for (Target target : targets) {
        if (target.horizontal == horizontal) {
          from = target.atLeast ? Math.max(from, target.value) : from;
          to = target.atLeast ? to : Math.min(to, target.value);
        }
      }
      String axis = horizontal ? "x" : "y";
      // Shapes take data values on logarithmic axes too, unlike ranges and annotations.
      region.put(axis + "0", from).put(axis + "1", to);
    }
    region.put("fillcolor", PlotStyle.ALLOWED).putObject("line").put("width", 0);
  }

  /** Draws the line at the bound and its label, on the allowed side if that has room for it. */
  void draw(FigureDraft draft, AxisRange range) {
    String axis = horizontal ? "x" : "y";
    String across = horizontal ? "y" : "x";
    ObjectNode line = draft.shape("line").put("layer", "below");
    line.put(axis + "ref", axis).put(axis + "0", value).put(axis + "1", value);
    line.put(across + "ref", "paper").put(across + "0", 0).put(across + "1", 1);
    ObjectNode pen = line.putObject("line").put("color", PlotStyle.ALLOWED_LINE);
    pen.put("width", 2).put("dash", "dash");
    ObjectNode words = draft.annotation(label).put("showarrow", false).put("borderpad", 3);
    words.put(axis + "ref", axis).put(axis, range.scaled(value));
    words.put(across + "ref", "paper").put(across, horizontal ? 1 : 0);
    boolean beyond = fits(place(range, atLeast)) ? atLeast : !atLeast;
    words.put("xanchor", horizontal && !beyond ? "right" : "left");
    words.put("yanchor", horizontal || !beyond ? "top" : "bottom");
    words.putObject("font").put("color", PlotStyle.ALLOWED_LINE).put("size", FONT.size());
    draft.written(place(range, beyond));
  }

  private static boolean fits(Area label) {
    return label.left() >= 0
        && label.top() >= 0
        && label.right() <= PlotStyle.PLOT_WIDTH
        && label.bottom() <= PlotStyle.PLOT_HEIGHT;
  }

  /**
   * Where the label would be, in pixels of the plot.
   *
   * @param beyond whether on the side of larger values
   */
  private Area place(AxisRange range, boolean beyond) {
    double width = FONT.width(label) + PADDING;
    double height = FONT.size() + PADDING;
    double share = range.fraction(value);
    if (horizontal) {
      double left = share * PlotStyle.PLOT_WIDTH - (beyond ? 0 : width);
      return new Area(left, 0, width, height);
    }
    double top = (1 - share) * PlotStyle.PLOT_HEIGHT - (beyond ? height : 0);
    return new Area(0, top, width, height);
  }
}
