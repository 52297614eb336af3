package io.servelab.plot.scene;

import java.util.List;

/**
 * The colours of series.
 *
 * <p>They are those of Okabe and Ito, "Color Universal Design" (2008), which people with any colour
 * vision can tell apart, without their black and yellow, which vanish on dark and on white paper.
 */
public final class Palette {

  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d31", "#999999");

  private Palette() {}

  /** All colours, as lower-case {@code #rrggbb}, in an order that keeps neighbours apart. */
  public static List<String> colours() {
    return COLOURS;
  }

  /** The colour of the series with this index; colours come again after the last. */
  public static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }
}
