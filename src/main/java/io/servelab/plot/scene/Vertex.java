package io.servelab.plot.scene;

/**
 * A place in a drawing.
 *
 * @param x pixels from the left
 * @param y pixels from the top
 */
public record Vertex(double x, double y) {}
