package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.function.Consumer;

/** Draws bars with their labels. */
final class BarPainter implements TracePainter {

  // Not quite white, which is the colour of the paper and would be exchanged on a dark page.
  private static final Colour ON_DARK = new Colour(0xfdfdfd, 1);
  private static final Colour ON_LIGHT = new Colour(0x1c1c1c, 1);
  private static final double GAP = 4;

  private final BarSlot slot;
  private final Lettering lettering;
  private final MarkerStyle look;

  BarPainter(BarSlot slot, Colour colour, Lettering lettering) {
    this.slot = slot;
    this.lettering = lettering;
    this.look =
        new MarkerStyle(slot.trace().inside("marker"), colour, slot.trace().number("opacity", 1));
  }

  @Override
  public void measure(AxisScale x, AxisScale y, Extent extentX, Extent extentY) {
    boolean flat = slot.isHorizontal();
    AxisScale placeScale = flat ? y : x;
    AxisScale lengthScale = flat ? x : y;
    Extent places = flat ? extentY : extentX;
    Extent lengths = flat ? extentX : extentY;
    places.fitTightly();
    lengths.growFrom(lengthScale.ofNumber(0));
    for (int i = 0; i < slot.places().size(); i++) {
      double place = placeScale.coordinate(slot.places().get(i));
      places.include(place - 0.5);
      places.include(place + 0.5);
      lengths.include(lengthScale.ofNumber(slot.from().get(i)));
      lengths.include(lengthScale.ofNumber(slot.to().get(i)));
    }
  }

  @Override
  public void paint(Plane plane, Consumer<Mark> out) {
    for (int i = 0; i < slot.places().size(); i++) {
      Area bar = bar(plane, i);
      if (Double.isFinite(bar.width()) && Double.isFinite(bar.height())) {
        out.accept(new Mark.Box(bar, look.colour(i), look.border()));
        label(bar, i, out);
      }
    }
  }

  @Override
  public List<Mark> legendMarks(Area box) {
    Area square = new Area(box.centreX() - 6, box.centreY() - 6, 12, 12);
    return List.of(new Mark.Box(square, look.colour(0), look.border()));
  }

  private Area bar(Plane plane, int index) {
    boolean flat = slot.isHorizontal();
    AxisScale placeScale = flat ? plane.y() : plane.x();
    AxisScale lengthScale = flat ? plane.x() : plane.y();
    double middle = placeScale.coordinate(slot.places().get(index)) + slot.offset();
    double side0 = middle - slot.width() / 2;
    double side1 = middle + slot.width() / 2;
    double start = end(lengthScale, slot.from().get(index));
    double stop = end(lengthScale, slot.to().get(index));
    return flat
        ? Area.between(
            plane.pixelX(start), plane.pixelY(side0), plane.pixelX(stop), plane.pixelY(side1))
        : Area.between(
            plane.pixelX(side0), plane.pixelY(start), plane.pixelX(side1), plane.pixelY(stop));
  }

  /** A bar from zero on a logarithmic axis begins at the edge. */
  private static double end(AxisScale scale, double value) {
    double coordinate = scale.ofNumber(value);
    return Double.isNaN(coordinate) ? scale.low() : coordinate;
  }

  /** Writes the label inside if it fits there, else outside if asked to, else not at all. */
  private void label(Area bar, int index, Consumer<Mark> out) {
    List<JsonNode> texts = slot.trace().list("text");
    String position = slot.trace().text("textposition", "auto");
    if (index >= texts.size() || position.equals("none")) {
      return;
    }
    String text = PlotlyText.plain(texts.get(index).asText());
    Lettering font = lettering.sized(slot.trace().number("textfont.size", lettering.size()));
    double width = font.width(text);
    boolean fits = width + 2 * GAP <= bar.width() && font.size() + 2 <= bar.height();
    if (fits && !position.equals("outside")) {
      Colour ink = look.colour(index).isLight() ? ON_LIGHT : ON_DARK;
      Vertex middle = new Vertex(bar.centreX(), bar.centreY() + font.middleDrop());
      out.accept(new Mark.Words(text, middle, font.coloured(ink), Anchor.MIDDLE, 0));
    } else if (!position.equals("inside")) {
      out.accept(outside(bar, text, font, slot.to().get(index) < slot.from().get(index)));
    }
  }

  private Mark outside(Area bar, String text, Lettering font, boolean negative) {
    if (slot.isHorizontal()) {
      double x = negative ? bar.left() - GAP : bar.right() + GAP;
      Vertex at = new Vertex(x, bar.centreY() + font.middleDrop());
      return new Mark.Words(text, at, font, negative ? Anchor.END : Anchor.START, 0);
    }
    double y = negative ? bar.bottom() + GAP + font.size() * 0.75 : bar.top() - GAP;
    return new Mark.Words(text, new Vertex(bar.centreX(), y), font, Anchor.MIDDLE, 0);
  }
}
