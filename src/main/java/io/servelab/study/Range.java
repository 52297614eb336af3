package io.servelab.study;

/**
 * Numbers that a key accepts.
 *
 * @param least smallest number
 * @param open whether the smallest number itself is refused
 * @param most largest number, itself accepted
 */
public record Range(double least, boolean open, double most) {

  /** Whether a number lies inside. */
  public boolean contains(double number) {
    return (open ? number > least : number >= least) && number <= most;
  }

  @Override
  public String toString() {
    String lower = (open ? "above " : "at least ") + plain(least);
    return most == Double.POSITIVE_INFINITY ? lower : lower + " and at most " + plain(most);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
