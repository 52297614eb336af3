package io.servelab.plot.paint;

/** How data become coordinates along an axis. */
enum AxisKind {
  /** The number itself. */
  LINEAR,
  /** The decimal logarithm. */
  LOG,
  /** The serial number of the category. */
  CATEGORY
}
