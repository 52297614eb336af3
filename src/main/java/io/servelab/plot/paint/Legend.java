package io.servelab.plot.paint;

import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Draws the legend in rows above the plot. */
final class Legend {

  private static final double SAMPLE = 26;
  private static final double GAP = 6;
  private static final double BETWEEN = 18;
  private static final double ROW = 20;

  /** One trace in the legend. */
  record Entry(String name, TracePainter painter) {}

  private final List<List<Entry>> rows = new ArrayList<>();
  private final Lettering font;

  /**
   * Arranges the entries.
   *
   * @param entries in the order of the traces
   * @param font the font of the names
   * @param width pixels of a row
   */
  Legend(List<Entry> entries, Lettering font, double width) {
    this.font = font;
    double used = Double.POSITIVE_INFINITY;
    for (Entry entry : entries) {
      if (used + width(entry) > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(entry);
      used += width(entry) + BETWEEN;
    }
  }

  /** Pixels from the top of the first row to the bottom of the last one. */
  double height() {
    return rows.isEmpty() ? 0 : rows.size() * ROW + 6;
  }

  /** Draws the rows above a line. */
  void paint(double left, double bottom, Consumer<Mark> out) {
    double top = bottom - height();
    for (List<Entry> row : rows) {
      double x = left;
      for (Entry entry : row) {
        Area sample = new Area(x, top + 4, SAMPLE, ROW - 8);
        entry.painter().legendMarks(sample).forEach(out);
        Vertex text = new Vertex(sample.right() + GAP, sample.centreY() + font.middleDrop());
        out.accept(new Mark.Words(entry.name(), text, font, Anchor.START, 0));
        x += width(entry) + BETWEEN;
      }
      top += ROW;
    }
  }

  private double width(Entry entry) {
    return SAMPLE + GAP + font.width(entry.name());
  }
}
