package io.servelab.op.sparse;

/** Counts what the positions of a prompt read when each reads at most a fixed number of entries. */
final class CappedSums {

  private CappedSums() {}

  /**
   * Sum of {@code min(floor(position / step), limit)} over the positions in {@code (after, last]}.
   */
  static double over(double after, double last, double step, double limit) {
    return fromFirst(last, step, limit) - fromFirst(after, step, limit);
  }

  private static double fromFirst(double last, double step, double limit) {
    double reached = Math.min(Math.floor(last / step), limit);
    if (reached <= 0) {
      return 0;
    }
    double growing = reached * (reached - 1) / 2 * step;
    return growing + reached * (last - reached * step + 1);
  }
}
