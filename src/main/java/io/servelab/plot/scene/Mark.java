package io.servelab.plot.scene;

import java.util.List;

/** One thing in a drawing; later ones cover earlier ones. All lengths are pixels. */
public sealed interface Mark {

  /**
   * A rectangle.
   *
   * @param area its place and size
   * @param fill its inside
   * @param pen its border
   */
  record Box(Area area, Colour fill, Pen pen) implements Mark {}

  /**
   * A disc.
   *
   * @param centre its centre
   * @param radius its radius
   * @param fill its inside
   * @param pen its border
   */
  record Disc(Vertex centre, double radius, Colour fill, Pen pen) implements Mark {}

  /**
   * A line through points, or the polygon with these corners.
   *
   * @param points at least one
   * @param closed whether the last point is joined to the first
   * @param fill its inside
   * @param pen its line
   */
  record Path(List<Vertex> points, boolean closed, Colour fill, Pen pen) implements Mark {

    /** Copies the points. */
    public Path {
      points = List.copyOf(points);
    }
  }

  /**
   * One line of text.
   *
   * @param text the text, plain
   * @param at the place of its baseline at the anchor
   * @param font size, weight and colour
   * @param anchor which part of the line stands at the place
   * @param degrees clockwise turn about the place
   */
  record Words(String text, Vertex at, Lettering font, Anchor anchor, double degrees)
      implements Mark {}

  /**
   * Marks of which only the part in an area is seen.
   *
   * @param area the area
   * @param marks the marks
   */
  record Clipped(Area area, List<Mark> marks) implements Mark {

    /** Copies the marks. */
    public Clipped {
      marks = List.copyOf(marks);
    }
  }
}
