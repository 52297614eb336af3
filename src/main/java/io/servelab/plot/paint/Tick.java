package io.servelab.plot.paint;

/**
 * A mark along an axis.
 *
 * @param coordinate where, in axis coordinates
 * @param label what is written there
 */
record Tick(double coordinate, String label) {}
