package io.servelab.plot;

/** How an HTML page gets the plotly.js library. */
public enum PlotlyJs {
  /** The page holds the library (about a megabyte) and works without a network. */
  EMBEDDED,
  /** The page loads the library from the public network, and shows a static image without it. */
  LINKED
}
