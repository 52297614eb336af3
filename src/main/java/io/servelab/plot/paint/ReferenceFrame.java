package io.servelab.plot.paint;

/**
 * Where shapes and labels stand: in data, or as a share of the plot.
 *
 * @param plane the axes
 */
record ReferenceFrame(Plane plane) {

  /** The pixel of a horizontal place that a shape or label gives. */
  double x(Settings owner, String member, String reference, boolean logarithmGiven) {
    double value = owner.number(member, 0);
    if (isShare(owner, reference, "x")) {
      return plane.area().left() + value * plane.area().width();
    }
    return plane.pixelX(logarithmGiven ? value : plane.x().ofNumber(value));
  }

  /** The pixel of a vertical place that a shape or label gives. */
  double y(Settings owner, String member, String reference, boolean logarithmGiven) {
    double value = owner.number(member, 0);
    if (isShare(owner, reference, "y")) {
      return plane.area().bottom() - value * plane.area().height();
    }
    return plane.pixelY(logarithmGiven ? value : plane.y().ofNumber(value));
  }

  private static boolean isShare(Settings owner, String reference, String axis) {
    String text = owner.text(reference, axis);
    return text.equals("paper") || text.endsWith("domain");
  }
}
