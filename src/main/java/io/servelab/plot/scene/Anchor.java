package io.servelab.plot.scene;

/** Which part of a line of text stands at its place. */
public enum Anchor {
  /** The beginning. */
  START("start", 0),
  /** The middle. */
  MIDDLE("middle", 0.5),
  /** The end. */
  END("end", 1);

  private final String svg;
  private final double share;

  Anchor(String svg, double share) {
    this.svg = svg;
    this.share = share;
  }

  /** The name of this anchor in SVG. */
  String svg() {
    return svg;
  }

  /** How much of the line's width lies before its place. */
  public double share() {
    return share;
  }
}
