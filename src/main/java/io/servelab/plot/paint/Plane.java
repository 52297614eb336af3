package io.servelab.plot.paint;

import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Vertex;

/**
 * Where the two axes lie in the drawing.
 *
 * @param x the horizontal axis, from left to right
 * @param y the vertical axis, from bottom to top
 * @param area the rectangle between them
 */
record Plane(AxisScale x, AxisScale y, Area area) {

  double pixelX(double coordinate) {
    return area.left() + x.fraction(coordinate) * area.width();
  }

  double pixelY(double coordinate) {
    return area.bottom() - y.fraction(coordinate) * area.height();
  }

  Vertex at(double coordinateX, double coordinateY) {
    return new Vertex(pixelX(coordinateX), pixelY(coordinateY));
  }
}
