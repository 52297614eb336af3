package io.servelab.plot.paint;

import io.servelab.plot.scene.Anchor;
import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Pen;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.function.Consumer;

/** Draws the key of a heatmap's colours at the right of the plot. */
final class ColourBar {

  private static final double GAP = 14;
  private static final double WIDTH = 14;
  private static final int STRIPES = 64;

  private final ColourRange range;
  private final String title;
  private final Lettering font;
  private final List<Tick> ticks;

  /**
   * Prepares to draw the key.
   *
   * @param trace the JSON of the heatmap
   * @param font the font of its labels
   */
  ColourBar(Settings trace, Lettering font) {
    this.range = HeatmapPainter.range(trace);
    this.font = font;
    this.title = trace.words("colorbar.title.text");
    this.ticks = Ticks.linear(range.low(), range.high(), 6);
  }

  /** Pixels that the key takes at the right of the plot. */
  double width() {
    double labels = ticks.stream().mapToDouble(tick -> font.width(tick.label())).max().orElse(0);
    return GAP + WIDTH + 8 + labels + (title.isEmpty() ? 4 : font.size() + 12);
  }

  void paint(Area plot, Consumer<Mark> out) {
    Area bar = new Area(plot.right() + GAP, plot.top(), WIDTH, plot.height());
    double stripe = bar.height() / STRIPES;
    for (int i = 0; i < STRIPES; i++) {
      Colour colour = range.scale().colour((i + 0.5) / STRIPES);
      double top = bar.bottom() - (i + 1) * stripe;
      // Half a pixel more hides the seams between stripes.
      Area area = new Area(bar.left(), top, bar.width(), stripe + (i == 0 ? 0 : 0.5));
      out.accept(new Mark.Box(area, colour, Pen.NONE));
    }
    for (Tick tick : ticks) {
      double share = range.share(tick.coordinate());
      double y = bar.bottom() - share * bar.height() + font.middleDrop();
      out.accept(
          new Mark.Words(tick.label(), new Vertex(bar.right() + 6, y), font, Anchor.START, 0));
    }
    if (!title.isEmpty()) {
      Vertex at = new Vertex(plot.right() + width() - 4, bar.centreY());
      out.accept(new Mark.Words(title, at, font, Anchor.MIDDLE, -90));
    }
  }
}
