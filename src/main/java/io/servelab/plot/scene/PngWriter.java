package io.servelab.plot.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a drawing as a PNG image, with the sans-serif font of the machine. */
public final class PngWriter {

  private final Graphics2D graphics;

  private PngWriter(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * The drawing as a PNG image.
   *
   * @param scene the drawing
   * @param scale image pixels for each pixel of the drawing, such as 2 for sharp screens
   */
  public static byte[] write(Scene scene, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(scene.width() * scale),
            (int) Math.ceil(scene.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, scene.width(), scene.height()));
    new PngWriter(graphics).marks(scene.marks());
    graphics.dispose();
    return encoded(image);
  }

  private static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void marks(List<Mark> marks) {
    marks.forEach(this::mark);
  }

  private void mark(Mark mark) {
    if (mark instanceof Mark.Box box) {
      draw(rectangle(box.area()), box.fill(), box.pen());
    } else if (mark instanceof Mark.Disc disc) {
      double radius = disc.radius();
      Shape circle =
          new Ellipse2D.Double(
              disc.centre().x() - radius, disc.centre().y() - radius, 2 * radius, 2 * radius);
      draw(circle, disc.fill(), disc.pen());
    } else if (mark instanceof Mark.Path path) {
      draw(outline(path), path.fill(), path.pen());
    } else if (mark instanceof Mark.Words words) {
      text(words);
    } else if (mark instanceof Mark.Clipped clipped) {
      Shape before = graphics.getClip();
      graphics.clip(rectangle(clipped.area()));
      marks(clipped.marks());
      graphics.setClip(before);
    }
  }

  private void draw(Shape shape, Colour fill, Pen pen) {
    if (fill.isVisible()) {
      graphics.setColor(colour(fill));
      graphics.fill(shape);
    }
    if (pen.isVisible()) {
      graphics.setColor(colour(pen.colour()));
      graphics.setStroke(stroke(pen));
      graphics.draw(shape);
    }
  }

  /**
   * Draws text in the width that the drawing was laid out for, because fonts of machines differ in
   * width.
   */
  private void text(Mark.Words words) {
    if (words.text().isBlank()) {
      return;
    }
    Lettering font = words.font();
    Font drawn = new Font(Font.SANS_SERIF, font.bold() ? Font.BOLD : Font.PLAIN, 1);
    drawn = drawn.deriveFont((float) font.size());
    double wanted = font.width(words.text());
    double natural =
        drawn.getStringBounds(words.text(), graphics.getFontRenderContext()).getWidth();
    AffineTransform before = graphics.getTransform();
    graphics.translate(words.at().x(), words.at().y());
    graphics.rotate(Math.toRadians(words.degrees()));
    graphics.translate(-words.anchor().share() * wanted, 0);
    graphics.scale(natural > 0 ? wanted / natural : 1, 1);
    graphics.setColor(colour(font.colour()));
    graphics.setFont(drawn);
    graphics.drawString(words.text(), 0f, 0f);
    graphics.setTransform(before);
  }

  private static Shape rectangle(Area area) {
    return new Rectangle2D.Double(area.left(), area.top(), area.width(), area.height());
  }

  private static Shape outline(Mark.Path path) {
    Path2D outline = new Path2D.Double();
    for (Vertex point : path.points()) {
      if (outline.getCurrentPoint() == null) {
        outline.moveTo(point.x(), point.y());
      } else {
        outline.lineTo(point.x(), point.y());
      }
    }
    if (path.closed()) {
      outline.closePath();
    }
    return outline;
  }

  private static BasicStroke stroke(Pen pen) {
    float width = (float) pen.width();
    if (pen.dashes().isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }
    float[] dashes = new float[pen.dashes().size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = pen.dashes().get(i).floatValue();
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
  }

  private static Color colour(Colour colour) {
    int alpha = (int) Math.round(255 * colour.alpha());
    return new Color(alpha << 24 | colour.rgb(), true);
  }
}
