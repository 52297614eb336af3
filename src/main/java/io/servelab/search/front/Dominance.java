package io.servelab.search.front;

/** Comparison of points by all their objectives. */
final class Dominance {

  private Dominance() {}

  /** Whether the first is at least as good everywhere and better somewhere. */
  static boolean dominates(double[] first, double[] second) {
    boolean better = false;
    for (int axis = 0; axis < first.length; axis++) {
      if (first[axis] < second[axis]) {
        return false;
      }
      better |= first[axis] > second[axis];
    }
    return better;
  }

  /** Order by the first objective, then by the next. */
  static int lexicographic(double[] first, double[] second) {
    for (int axis = 0; axis < first.length; axis++) {
      int order = Double.compare(first[axis], second[axis]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
