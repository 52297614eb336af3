package io.servelab.plot;

import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Vertex;
import java.util.ArrayList;
import java.util.List;

/** What a label should not cover: the points and lines of a figure, in pixels of the plot. */
final class Obstacles {

  private static final int OUTSIDE = 1000;
  private static final int PIECES = 10;
  private static final int WORDS = 50;

  private final List<Vertex> places = new ArrayList<>();
  private final List<Area> words = new ArrayList<>();

  /**
   * Adds the points of a trace.
   *
   * @param points the points, of which those outside of the ranges do not count
   * @param joined whether a line joins them
   */
  void add(List<PlotPoint> points, boolean joined, AxisRange x, AxisRange y) {
    int before = places.size();
    for (PlotPoint point : points) {
      Vertex place =
          new Vertex(
              x.fraction(point.x()) * PlotStyle.PLOT_WIDTH,
              (1 - y.fraction(point.y())) * PlotStyle.PLOT_HEIGHT);
      if (joined && places.size() > before) {
        Vertex last = places.get(places.size() - 1);
        for (int i = 1; i < PIECES; i++) {
          places.add(between(last, place, (double) i / PIECES));
        }
      }
      places.add(place);
    }
  }

  /** Adds the place of another label. */
  void add(Area label) {
    words.add(label);
  }

  /** How much a label in this place would cover; leaving the plot is worse than anything. */
  int under(Area label) {
    boolean inside =
        label.left() >= 0
            && label.top() >= 0
            && label.right() <= PlotStyle.PLOT_WIDTH
            && label.bottom() <= PlotStyle.PLOT_HEIGHT;
    int covered = inside ? 0 : OUTSIDE;
    for (Vertex place : places) {
      boolean across = place.x() >= label.left() && place.x() <= label.right();
      if (across && place.y() >= label.top() && place.y() <= label.bottom()) {
        covered++;
      }
    }
    return covered + WORDS * (int) words.stream().filter(label::touches).count();
  }

  private static Vertex between(Vertex from, Vertex to, double share) {
    return new Vertex(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
