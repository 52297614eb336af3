package io.servelab.plot.paint;

import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.function.Consumer;

/** Draws one axis: grid, line, ticks, their labels and the title. */
final class AxisSide {

  private static final Colour GRID = new Colour(0xe4e7eb, 1);
  private static final Colour LINE = new Colour(0x8b949e, 1);
  private static final double TICK = 4;
  private static final double LABEL_GAP = 4;
  private static final double TITLE_GAP = 10;
  private static final double SLANT = -35;

  private final Settings axis;
  private final boolean horizontal;
  private final List<Tick> ticks;
  private final Lettering labels;
  private final Lettering title;
  private final boolean slanted;

  /**
   * Prepares to draw an axis.
   *
   * @param axis its JSON
   * @param scale its data
   * @param horizontal whether it is the horizontal one
   * @param length about how many pixels long it will be
   * @param fonts the fonts of the figure
   */
  AxisSide(Settings axis, AxisScale scale, boolean horizontal, double length, Typography fonts) {
    this.axis = axis;
    this.horizontal = horizontal;
    this.labels = fonts.ticks(axis);
    this.title = fonts.axisTitle(axis);
    this.ticks = Ticks.of(scale, axis, (int) Math.max(2, length / (horizontal ? 60 : 36)));
    double slot = length / Math.max(1, ticks.size());
    this.slanted =
        horizontal && ticks.stream().anyMatch(tick -> labels.width(tick.label()) > slot - 4);
  }

  /** How much room the axis needs outside of the plot. */
  double thickness() {
    double text = horizontal ? labels.size() : widest();
    if (slanted) {
      text = widest() * Math.sin(Math.toRadians(-SLANT)) + labels.size();
    }
    double room = hasLabels() ? TICK + LABEL_GAP + text : TICK;
    return axis.words("title.text").isEmpty() ? room : room + TITLE_GAP + title.size() + 4;
  }

  void paintGrid(Plane plane, Consumer<Mark> out) {
    if (!axis.flag("showgrid", true) || !isVisible()) {
      return;
    }
    Pen pen = Pen.solid(axis.colour("gridcolor", GRID), axis.number("gridwidth", 1));
    for (Tick tick : ticks) {
      out.accept(line(across(plane, tick), pen));
    }
  }

  void paint(Plane plane, Consumer<Mark> out) {
    if (!isVisible()) {
      return;
    }
    Area area = plane.area();
    Pen pen = Pen.solid(axis.colour("linecolor", LINE), axis.number("linewidth", 1));
    if (axis.flag("showline", true)) {
      Vertex corner = new Vertex(area.left(), area.bottom());
      Vertex end =
          horizontal
              ? new Vertex(area.right(), area.bottom())
              : new Vertex(area.left(), area.top());
      out.accept(line(List.of(corner, end), pen));
    }
    for (Tick tick : ticks) {
      paintTick(place(plane, tick), tick.label(), pen, out);
    }
    paintTitle(area, out);
  }

  private void paintTick(Vertex at, String label, Pen pen, Consumer<Mark> out) {
    if (!axis.text("ticks", "outside").isEmpty()) {
      Vertex end =
          horizontal ? new Vertex(at.x(), at.y() + TICK) : new Vertex(at.x() - TICK, at.y());
      out.accept(line(List.of(at, end), pen));
    }
    if (!hasLabels()) {
      return;
    }
    double away = TICK + LABEL_GAP;
    if (!horizontal) {
      Vertex text = new Vertex(at.x() - away, at.y() + labels.middleDrop());
      out.accept(new Mark.Words(label, text, labels, Anchor.END, 0));
    } else if (slanted) {
      Vertex text = new Vertex(at.x() + 4, at.y() + away + labels.size() * 0.6);
      out.accept(new Mark.Words(label, text, labels, Anchor.END, SLANT));
    } else {
      Vertex text = new Vertex(at.x(), at.y() + away + labels.size() * 0.75);
      out.accept(new Mark.Words(label, text, labels, Anchor.MIDDLE, 0));
    }
  }

  private void paintTitle(Area area, Consumer<Mark> out) {
    String words = axis.words("title.text");
    if (words.isEmpty()) {
      return;
    }
    double away = thickness() - title.size() - 4;
    Vertex at =
        horizontal
            ? new Vertex(area.centreX(), area.bottom() + away + title.size() * 0.75)
            : new Vertex(area.left() - away - title.size() * 0.25, area.centreY());
    out.accept(new Mark.Words(words, at, title, Anchor.MIDDLE, horizontal ? 0 : -90));
  }

  private Vertex place(Plane plane, Tick tick) {
    return horizontal
        ? new Vertex(plane.pixelX(tick.coordinate()), plane.area().bottom())
        : new Vertex(plane.area().left(), plane.pixelY(tick.coordinate()));
  }

  private List<Vertex> across(Plane plane, Tick tick) {
    Vertex from = place(plane, tick);
    Vertex to =
        horizontal
            ? new Vertex(from.x(), plane.area().top())
            : new Vertex(plane.area().right(), from.y());
    return List.of(from, to);
  }

  private double widest() {
    return ticks.stream().mapToDouble(tick -> labels.width(tick.label())).max().orElse(0);
  }

  private boolean hasLabels() {
    return isVisible() && axis.flag("showticklabels", true);
  }

  private boolean isVisible() {
    return axis.flag("visible", true);
  }

  private static Mark line(List<Vertex> ends, Pen pen) {
    return new Mark.Path(ends, false, Colour.NONE, pen);
  }
}
