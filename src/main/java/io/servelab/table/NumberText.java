package io.servelab.table;

/** A number by itself, with the few digits that a person needs. */
public final class NumberText {

  private NumberText() {}

  /**
   * The number with this many significant digits at most.
   *
   * @param value the number; NaN gives a dash
   * @param significant how many digits
   */
  public static String of(double value, int significant) {
    return Digits.single(significant).text(value).replace('-', '−');
  }
}
