package io.servelab.plot.paint;

import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;

/** The fonts of a figure. */
final class Typography {

  private static final Colour INK = new Colour(0x2a3f5f, 1);
  private static final double SIZE = 12;

  private final Settings layout;
  private final Lettering base;

  Typography(Settings layout) {
    this.layout = layout;
    this.base =
        new Lettering(layout.number("font.size", SIZE), false, layout.colour("font.color", INK));
  }

  Lettering base() {
    return base;
  }

  Lettering title() {
    return font(layout, "title.font", 1.4);
  }

  Lettering subtitle() {
    return font(layout, "title.subtitle.font", 1);
  }

  Lettering axisTitle(Settings axis) {
    return font(axis, "title.font", 1.2);
  }

  Lettering ticks(Settings axis) {
    return font(axis, "tickfont", 1);
  }

  Lettering legend() {
    return font(layout, "legend.font", 1);
  }

  /** A font where an object says so, otherwise the base font times a factor. */
  Lettering font(Settings owner, String path, double factor) {
    Settings font = owner.inside(path);
    return new Lettering(
        font.number("size", base.size() * factor),
        font.at("weight").asText().equals("bold"),
        font.colour("color", base.colour()));
  }
}
