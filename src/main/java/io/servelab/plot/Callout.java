package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Symbol;

/**
 * A point that stands out: a star with a label beside it.
 *
 * @param point the point
 * @param label what is written beside it
 */
record Callout(PlotPoint point, String label) {

  private static final int DISTANCE = 34;

  /** Draws star and label; the label goes to the side where there is more room. */
  void draw(FigureDraft draft, AxisRange x, AxisRange y) {
    new PointTrace(label, List.of(point))
        .markers(Symbol.STAR, 17, PlotStyle.CHOSEN, 1)
        .unlisted()
        .addTo(draft);
    boolean right = x.fraction(point.x()) < 0.6;
    boolean above = y.fraction(point.y()) < 0.85;
    ObjectNode words = draft.annotation(label);
    words.put("xref", "x").put("yref", "y");
    words.put("x", x.scaled(point.x())).put("y", y.scaled(point.y()));
    words.put("ax", right ? DISTANCE : -DISTANCE).put("ay", above ? -DISTANCE : DISTANCE);
    words.put("xanchor", right ? "left" : "right").put("yanchor", above ? "bottom" : "top");
    words.put("showarrow", true).put("arrowhead", 0).put("arrowwidth", 1);
    words.put("arrowcolor", PlotStyle.MUTED).put("standoff", 8);
    words.put("bgcolor", PlotStyle.PAPER).put("opacity", 0.9).put("borderpad", 2);
  }
}
