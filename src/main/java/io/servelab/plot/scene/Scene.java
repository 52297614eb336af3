package io.servelab.plot.scene;

import java.util.List;

/**
 * A drawing.
 *
 * @param width in pixels
 * @param height in pixels
 * @param title what the drawing shows, for people who cannot see it
 * @param marks what is drawn, from back to front
 */
public record Scene(double width, double height, String title, List<Mark> marks) {

  /** Copies the marks. */
  public Scene {
    marks = List.copyOf(marks);
  }
}
