package io.servelab.plot.scene;

import io.servelab.notebook.Escape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a drawing as SVG that needs no script and no fonts of its own, and that follows the colour
 * scheme of the page where the viewer supports it.
 */
public final class SvgWriter {

  private static final String FONT = "Helvetica,Arial,Liberation Sans,sans-serif";

  private final StringBuilder out = new StringBuilder();
  private int clips;
  private String openStyle = "";

  private SvgWriter() {}

  /** The drawing as an SVG document. */
  public static String write(Scene scene) {
    return new SvgWriter().document(scene);
  }

  private String document(Scene scene) {
    String width = number(scene.width());
    String height = number(scene.height());
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ");
    out.append(width).append(' ').append(height).append("\" font-family=\"").append(FONT);
    out.append("\" role=\"img\">");
    out.append("<title>").append(Escape.html(scene.title())).append("</title>");
    out.append("<style>").append(ThemeColour.styleSheet()).append("</style>");
    marks(scene.marks());
    return out.append("</svg>\n").toString();
  }

  private void marks(List<Mark> marks) {
    marks.forEach(this::mark);
    restyle("");
  }

  private void mark(Mark mark) {
    if (mark instanceof Mark.Box box) {
      restyle(style(box.fill(), box.pen()));
      Area area = box.area();
      out.append("<rect x=\"").append(number(area.left())).append("\" y=\"");
      out.append(number(area.top())).append("\" width=\"").append(number(area.width()));
      out.append("\" height=\"").append(number(area.height())).append("\"/>");
    } else if (mark instanceof Mark.Disc disc) {
      restyle(style(disc.fill(), disc.pen()));
      out.append("<circle cx=\"").append(number(disc.centre().x())).append("\" cy=\"");
      out.append(number(disc.centre().y())).append("\" r=\"");
      out.append(number(disc.radius())).append("\"/>");
    } else if (mark instanceof Mark.Path path) {
      restyle(style(path.fill(), path.pen()));
      out.append("<path d=\"").append(outline(path)).append("\"/>");
    } else if (mark instanceof Mark.Words words) {
      restyle("");
      text(words);
    } else if (mark instanceof Mark.Clipped clipped) {
      restyle("");
      clip(clipped);
    }
  }

  private void clip(Mark.Clipped clipped) {
    Area area = clipped.area();
    String id = "c" + clips++;
    out.append("<clipPath id=\"").append(id).append("\"><rect x=\"");
    out.append(number(area.left())).append("\" y=\"").append(number(area.top()));
    out.append("\" width=\"").append(number(area.width())).append("\" height=\"");
    out.append(number(area.height())).append("\"/></clipPath><g clip-path=\"url(#");
    out.append(id).append(")\">");
    marks(clipped.marks());
    out.append("</g>");
  }

  private void text(Mark.Words words) {
    String x = number(words.at().x());
    String y = number(words.at().y());
    Lettering font = words.font();
    out.append("<text x=\"").append(x).append("\" y=\"").append(y);
    out.append("\" font-size=\"").append(number(font.size())).append('"');
    if (font.bold()) {
      out.append(" font-weight=\"bold\"");
    }
    if (words.anchor() != Anchor.START) {
      out.append(" text-anchor=\"").append(words.anchor().svg()).append('"');
    }
    if (words.degrees() != 0) {
      out.append(" transform=\"rotate(").append(number(words.degrees())).append(' ');
      out.append(x).append(' ').append(y).append(")\"");
    }
    out.append(' ').append(style(font.colour(), Pen.NONE)).append('>');
    out.append(Escape.html(words.text())).append("</text>");
  }

  /** Marks of the same style share one group, which keeps clouds of points small. */
  private void restyle(String style) {
    if (style.equals(openStyle)) {
      return;
    }
    if (!openStyle.isEmpty()) {
      out.append("</g>");
    }
    if (!style.isEmpty()) {
      out.append("<g ").append(style).append('>');
    }
    openStyle = style;
  }

  private static String style(Colour fill, Pen pen) {
    StringBuilder style = new StringBuilder();
    String classes = "";
    if (fill.isVisible()) {
      style.append("fill=\"").append(fill.hex()).append('"');
      classes = ThemeColour.of(fill).map(role -> "f" + role.svgClass()).orElse("");
      if (fill.alpha() < 1) {
        style.append(" fill-opacity=\"").append(number(fill.alpha())).append('"');
      }
    } else {
      style.append("fill=\"none\"");
    }
    if (pen.isVisible()) {
      style.append(" stroke=\"").append(pen.colour().hex()).append("\" stroke-width=\"");
      style.append(number(pen.width())).append('"');
      String role = ThemeColour.of(pen.colour()).map(name -> "s" + name.svgClass()).orElse("");
      classes = (classes + " " + role).strip();
      if (pen.colour().alpha() < 1) {
        style.append(" stroke-opacity=\"").append(number(pen.colour().alpha())).append('"');
      }
      if (!pen.dashes().isEmpty()) {
        style.append(" stroke-dasharray=\"").append(dashes(pen)).append('"');
      }
    }
    return classes.isEmpty() ? style.toString() : style + " class=\"" + classes + '"';
  }

  private static String dashes(Pen pen) {
    return pen.dashes().stream().map(SvgWriter::number).collect(Collectors.joining(" "));
  }

  private static String outline(Mark.Path path) {
    StringBuilder outline = new StringBuilder();
    for (Vertex point : path.points()) {
      outline.append(outline.isEmpty() ? 'M' : 'L');
      outline.append(number(point.x())).append(' ').append(number(point.y()));
    }
    return path.closed() ? outline.append('Z').toString() : outline.toString();
  }

  /** Hundredths of a pixel are enough. */
  private static String number(double value) {
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    int rest = (int) (Math.abs(hundredths) % 100);
    String sign = hundredths < 0 ? "-" : "";
    if (rest == 0) {
      return sign + whole;
    }
    String digits = rest % 10 == 0 ? Integer.toString(rest / 10) : Integer.toString(rest + 100);
    return sign + whole + '.' + (rest % 10 == 0 ? digits : digits.substring(1));
  }
}
