package io.servelab.plot.scene;

import java.util.List;

/**
 * How a line is drawn.
 *
 * @param colour its colour
 * @param width its width in pixels
 * @param dashes lengths of dashes and gaps in pixels; empty for a solid line
 */
public record Pen(Colour colour, double width, List<Double> dashes) {

  /** Draws nothing. */
  public static final Pen NONE = new Pen(Colour.NONE, 0, List.of());

  /** Copies the dashes. */
  public Pen {
    dashes = List.copyOf(dashes);
  }

  /** A solid line. */
  public static Pen solid(Colour colour, double width) {
    return new Pen(colour, width, List.of());
  }

  /** Whether anything would be seen. */
  public boolean isVisible() {
    return width > 0 && colour.isVisible();
  }
}
