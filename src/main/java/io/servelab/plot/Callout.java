package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Symbol;

/**
 * A point that stands out: a star with a label beside it.
 *
 * @param point the point
 * @param label what is written beside it
 */
record Callout(PlotPoint point, String label) {

  private static final int DISTANCE = 26;
  private static final double LINE = 1.3;
  private static final double AROUND = 5;
  private static final Lettering FONT = new Lettering(13, false, Colour.NONE);

  /** A side of the star: which way to go from it, in pixels. */
  private record Side(int right, int down) {}

  /** The near sides first; the far ones are for points that crowd. */
  private static final List<Side> SIDES =
      Stream.of(DISTANCE, 2 * DISTANCE, 3 * DISTANCE)
          .flatMap(
              down ->
                  Stream.of(
                      new Side(DISTANCE, -down),
                      new Side(-DISTANCE, -down),
                      new Side(DISTANCE, down),
                      new Side(-DISTANCE, down)))
          .toList();

  /** Draws star and label; the label goes where it hides least of what was drawn before. */
  void draw(FigureDraft draft, AxisRange x, AxisRange y) {
    new PointTrace(label, List.of(point))
        .markers(Symbol.STAR, 17, PlotStyle.CHOSEN, 1)
        .unlisted()
        .addTo(draft);
    write(draft, x, y);
  }

  /** Writes the label of a point that is drawn already. */
  void write(FigureDraft draft, AxisRange x, AxisRange y) {
    Obstacles obstacles = draft.obstacles(x, y);
    Side side =
        SIDES.stream()
            .min(Comparator.comparingInt(candidate -> obstacles.under(box(candidate, x, y))))
            .orElseThrow();
    draft.written(box(side, x, y));
    ObjectNode words = draft.annotation(label);
    words.put("xref", "x").put("yref", "y");
    words.put("x", x.scaled(point.x())).put("y", y.scaled(point.y()));
    words.put("ax", side.right()).put("ay", side.down());
    words.put("xanchor", side.right() > 0 ? "left" : "right");
    words.put("yanchor", side.down() > 0 ? "top" : "bottom");
    words.put("showarrow", true).put("arrowhead", 0).put("arrowwidth", 1);
    words.put("arrowcolor", PlotStyle.MUTED).put("standoff", 8);
    words.put("bgcolor", PlotStyle.PAPER).put("opacity", 0.85).put("borderpad", 2);
  }

  /**
   * The place of the label on one side of the star with some room around it, in pixels of the plot.
   */
  private Area box(Side side, AxisRange x, AxisRange y) {
    double width = label.lines().mapToDouble(FONT::width).max().orElse(0);
    double height = label.lines().count() * FONT.size() * LINE;
    double tailX = x.fraction(point.x()) * PlotStyle.PLOT_WIDTH + side.right();
    double tailY = (1 - y.fraction(point.y())) * PlotStyle.PLOT_HEIGHT + side.down();
    double left = side.right() > 0 ? tailX : tailX - width;
    double top = side.down() > 0 ? tailY : tailY - height;
    return new Area(left - AROUND, top - AROUND, width + 2 * AROUND, height + 2 * AROUND);
  }
}
