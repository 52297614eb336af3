package io.servelab.plot.scene;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour with its opacity.
 *
 * @param rgb red, green and blue, eight bits each
 * @param alpha opacity, 0 to 1
 */
public record Colour(int rgb, double alpha) {

  /** Paints nothing. */
  public static final Colour NONE = new Colour(0, 0);

  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("black", 0x000000),
          Map.entry("white", 0xffffff),
          Map.entry("red", 0xff0000),
          Map.entry("green", 0x008000),
          Map.entry("blue", 0x0000ff),
          Map.entry("orange", 0xffa500),
          Map.entry("yellow", 0xffff00),
          Map.entry("purple", 0x800080),
          Map.entry("gray", 0x808080),
          Map.entry("grey", 0x808080),
          Map.entry("darkgray", 0xa9a9a9),
          Map.entry("lightgray", 0xd3d3d3),
          Map.entry("lightgrey", 0xd3d3d3));

  private static final Pattern HEX = Pattern.compile("#([0-9a-f]{6}|[0-9a-f]{3})");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "rgba?\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*(?:,\\s*([\\d.]+)\\s*)?\\)");

  /**
   * Reads a colour as CSS writes it: {@code #rgb}, {@code #rrggbb}, {@code rgb(…)}, {@code
   * rgba(…)}, or one of the common names.
   *
   * @param css the text
   * @param otherwise the colour for a text of any other form
   */
  public static Colour parse(String css, Colour otherwise) {
    String text = css.strip().toLowerCase(Locale.ROOT);
    if (text.equals("transparent")) {
      return NONE;
    }
    if (NAMES.containsKey(text)) {
      return new Colour(NAMES.get(text), 1);
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      return new Colour(Integer.parseInt(sixDigits(hex.group(1)), 16), 1);
    }
    Matcher function = FUNCTION.matcher(text);
    if (function.matches()) {
      int rgb = channel(function, 1) << 16 | channel(function, 2) << 8 | channel(function, 3);
      String alpha = function.group(4);
      return new Colour(rgb, alpha == null ? 1 : Math.min(1, Double.parseDouble(alpha)));
    }
    return otherwise;
  }

  /** This colour, more transparent. */
  public Colour faded(double opacity) {
    return new Colour(rgb, alpha * opacity);
  }

  /** A colour between this one and another: 0 gives this one, 1 the other. */
  public Colour mixed(Colour other, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double from = rgb >> shift & 0xff;
      double to = other.rgb >> shift & 0xff;
      mixed |= (int) Math.round(from + (to - from) * share) << shift;
    }
    return new Colour(mixed, alpha + (other.alpha - alpha) * share);
  }

  /** Whether anything would be seen. */
  public boolean isVisible() {
    return alpha > 0;
  }

  /** Whether black text reads better on it than white text. */
  public boolean isLight() {
    double luma = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    return luma > 150;
  }

  /** The colour without its opacity, as {@code #rrggbb}. */
  public String hex() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** The colour as CSS writes it. */
  public String css() {
    return String.format(
        Locale.ROOT, "rgba(%d,%d,%d,%.3g)", rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, alpha);
  }

  private static String sixDigits(String digits) {
    return digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
  }

  private static int channel(Matcher function, int group) {
    return Math.min(255, Integer.parseInt(function.group(group)));
  }
}
