package io.servelab.plot;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Points over two axes as lines of text, for a terminal.
 *
 * <p>A builder: each method adds to the picture and returns the builder. Where marks fall on the
 * same character, later ones win.
 */
public final class TextPlot {

  private static final char CLOUD = '·';
  private static final char BEST = '★';
  private static final char BOUND = '┊';
  private static final String MARKS = "●□◆△×+";
  private static final int FEWEST_COLUMNS = 30;
  private static final int FEWEST_LINES = 10;
  private static final int LABEL_COLUMNS = 10;
  private static final int LINES_AROUND = 6;

  /** Points that share a mark. */
  private record Group(char mark, List<PlotPoint> points) {}

  private final String title;
  private final PlotAxis x;
  private final PlotAxis y;
  private final List<Group> groups = new ArrayList<>();
  private final List<Double> bounds = new ArrayList<>();
  private final List<String> legend = new ArrayList<>();
  private int series;

  private TextPlot(String title, PlotAxis x, PlotAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A picture without points yet. */
  public static TextPlot of(String title, PlotAxis x, PlotAxis y) {
    return new TextPlot(title, x, y);
  }

  /** Adds points as dots that are not in the legend. */
  public TextPlot cloud(List<PlotPoint> points) {
    groups.add(new Group(CLOUD, List.copyOf(points)));
    return this;
  }

  /** Adds points with a mark of their own. */
  public TextPlot series(String name, List<PlotPoint> points) {
    return marked(name, MARKS.charAt(series++ % MARKS.length()), points);
  }

  /** Marks a point with a star; call it last, so that nothing covers the star. */
  public TextPlot best(PlotPoint point, String label) {
    return marked(label, BEST, List.of(point));
  }

  /** Draws a dotted line, behind all points, where the horizontal measure has this value. */
  public TextPlot bound(double value, String label) {
    bounds.add(value);
    legend.add(BOUND + " " + label);
    return this;
  }

  /**
   * The picture.
   *
   * @param columns characters in a line, at least 30
   * @param lines all lines, title and legend included, at least 10
   */
  public String draw(int columns, int lines) {
    if (columns < FEWEST_COLUMNS || lines < FEWEST_LINES) {
      throw InvalidValueException.of(
          "plot size",
          columns + " by " + lines,
          "a plot needs " + FEWEST_COLUMNS + " columns and " + FEWEST_LINES + " lines.");
    }
    TextCanvas canvas =
        new TextCanvas(
            AxisRange.around(
                DoubleStream.concat(
                    values(PlotPoint::x), bounds.stream().mapToDouble(Double::doubleValue)),
                x.logarithmic()),
            AxisRange.around(values(PlotPoint::y), y.logarithmic()),
            columns - LABEL_COLUMNS,
            lines - LINES_AROUND);
    bounds.forEach(bound -> canvas.line(bound, BOUND));
    groups.forEach(group -> group.points().forEach(point -> canvas.put(point, group.mark())));
    List<String> text = new ArrayList<>();
    text.add(title);
    text.add(y.title());
    text.addAll(canvas.lines());
    text.add(" ".repeat(Math.max(0, (columns - x.title().length()) / 2)) + x.title());
    text.add(String.join("   ", legend));
    return String.join("\n", text).stripTrailing();
  }

  private TextPlot marked(String name, char mark, List<PlotPoint> points) {
    groups.add(new Group(mark, List.copyOf(points)));
    legend.add(mark + " " + name.replace('\n', ' '));
    return this;
  }

  private DoubleStream values(ToDoubleFunction<PlotPoint> coordinate) {
    return groups.stream().flatMap(group -> group.points().stream()).mapToDouble(coordinate);
  }
}
