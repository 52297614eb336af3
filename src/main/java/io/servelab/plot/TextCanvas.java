package io.servelab.plot;

import io.servelab.table.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A grid of characters between two axes. */
final class TextCanvas {

  private static final int DIGITS = 3;

  private final AxisRange x;
  private final AxisRange y;
  private final char[][] cells;

  /**
   * An empty grid.
   *
   * @param x what its width shows
   * @param y what its height shows
   * @param columns characters in a line
   * @param rows lines
   */
  TextCanvas(AxisRange x, AxisRange y, int columns, int rows) {
    this.x = x;
    this.y = y;
    this.cells = new char[rows][columns];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  /** Puts a mark at a point, unless it lies outside. */
  void put(PlotPoint point, char mark) {
    int column = place(x.fraction(point.x()), cells[0].length);
    int row = place(1 - y.fraction(point.y()), cells.length);
    if (column >= 0 && row >= 0) {
      cells[row][column] = mark;
    }
  }

  /** Draws a vertical line. */
  void line(double at, char mark) {
    int column = place(x.fraction(at), cells[0].length);
    for (int row = 0; column >= 0 && row < cells.length; row++) {
      cells[row][column] = mark;
    }
  }

  /** The grid with its axes, whose ends and middles are labelled. */
  List<String> lines() {
    int middle = cells.length / 2;
    String top = NumberText.of(y.high(), DIGITS);
    String centre = NumberText.of(y.at(1 - (middle + 0.5) / cells.length), DIGITS);
    String bottom = NumberText.of(y.low(), DIGITS);
    int width = Math.max(top.length(), Math.max(centre.length(), bottom.length()));
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < cells.length; row++) {
      String label = row == 0 ? top : row == middle ? centre : "";
      String axis = label.isEmpty() ? " │" : " ┤";
      lines.add((right(label, width) + axis + new String(cells[row])).stripTrailing());
    }
    lines.add(right(bottom, width) + " └" + "─".repeat(cells[0].length));
    lines.add(" ".repeat(width + 2) + labelsBelow());
    return lines;
  }

  private String labelsBelow() {
    int columns = cells[0].length;
    String left = NumberText.of(x.low(), DIGITS);
    String centre = NumberText.of(x.at(0.5), DIGITS);
    String right = NumberText.of(x.high(), DIGITS);
    int before = Math.max(1, (columns - centre.length()) / 2 - left.length());
    int after = columns - left.length() - before - centre.length() - right.length();
    return left + " ".repeat(before) + centre + " ".repeat(Math.max(1, after)) + right;
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  /** The index of a share of the way, or -1 if it is none or lies outside. */
  private static int place(double fraction, int size) {
    boolean inside = fraction >= 0 && fraction <= 1;
    return inside ? Math.min(size - 1, (int) (fraction * size)) : -1;
  }
}
