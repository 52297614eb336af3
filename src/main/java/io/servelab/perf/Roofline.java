package io.servelab.perf;

/**
 * The least time that arithmetic and memory rates allow, as a function of a table's coordinates.
 *
 * <p>Interpolation beyond measured points holds the measured share of this bound.
 */
@FunctionalInterface
public interface Roofline {

  /**
   * Bound at a point, milliseconds.
   *
   * @param coordinates one value for each axis of the table, in axis order
   */
  double ms(double... coordinates);
}
