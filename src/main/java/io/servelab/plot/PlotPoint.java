package io.servelab.plot;

/**
 * A point of a figure.
 *
 * @param x its place on the horizontal axis, in the axis's unit
 * @param y its place on the vertical axis, in the axis's unit
 * @param hover what is shown when the pointer rests on it, line breaks included; may be empty
 */
public record PlotPoint(double x, double y, String hover) {

  /** A point that shows its coordinates only. */
  public static PlotPoint of(double x, double y) {
    return new PlotPoint(x, y, "");
  }
}
