package io.servelab.plot.scene;

/**
 * A rectangle in a drawing.
 *
 * @param left pixels from the left
 * @param top pixels from the top
 * @param width not negative
 * @param height not negative
 */
public record Area(double left, double top, double width, double height) {

  /** The rectangle between two corners, in any order. */
  public static Area between(double x0, double y0, double x1, double y1) {
    return new Area(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
  }

  /** Whether both rectangles have a point in common. */
  public boolean touches(Area other) {
    return left <= other.right()
        && other.left <= right()
        && top <= other.bottom()
        && other.top <= bottom();
  }

  /** Pixels from the left of the right edge. */
  public double right() {
    return left + width;
  }

  /** Pixels from the top of the bottom edge. */
  public double bottom() {
    return top + height;
  }

  /** Pixels from the left of the middle. */
  public double centreX() {
    return left + width / 2;
  }

  /** Pixels from the top of the middle. */
  public double centreY() {
    return top + height / 2;
  }
}
