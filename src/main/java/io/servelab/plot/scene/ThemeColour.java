package io.servelab.plot.scene;

import java.util.Locale;
import java.util.Optional;

/**
 * The colours that a dark page exchanges: those with a role, which figures use for nothing else,
 * and the few colours of series that are made for light paper only.
 */
public enum ThemeColour {
  /** The ground of the figure. */
  PAPER("#ffffff", "#16191d"),
  /** Text. */
  INK("#24292f", "#e6e9ed"),
  /** Less important text. */
  MUTED("#59636e", "#a0a8b2"),
  /** Lines of the grid. */
  GRID("#e4e7eb", "#30363d"),
  /** Lines of the axes. */
  AXIS("#8b949e", "#6e7681"),
  /** What is allowed, as a line or as text. */
  ALLOWED("#007a5a", "#4cc9a2"),
  /** The first colour of series, which would be dim on dark paper. */
  BLUE("#0072b2", "#4da3e0"),
  /** A colour of series that would be dim on dark paper. */
  BROWN("#8c6d31", "#c7a252");

  private final String light;
  private final String dark;

  ThemeColour(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour on a light page, as lower-case {@code #rrggbb}. */
  public String light() {
    return light;
  }

  /** The colour on a dark page, as lower-case {@code #rrggbb}. */
  public String dark() {
    return dark;
  }

  /** The role of a colour, if it has one. */
  static Optional<ThemeColour> of(Colour colour) {
    for (ThemeColour role : values()) {
      if (role.light.equals(colour.hex())) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** A short name for this role in the style sheet of an SVG. */
  String svgClass() {
    return name().substring(0, 2).toLowerCase(Locale.ROOT);
  }

  /** The style sheet that exchanges the colours where the page is dark. */
  static String styleSheet() {
    StringBuilder rules = new StringBuilder("@media (prefers-color-scheme:dark){");
    for (ThemeColour role : values()) {
      String name = role.svgClass();
      rules.append(".f%s{fill:%s}.s%s{stroke:%s}".formatted(name, role.dark, name, role.dark));
    }
    return rules.append('}').toString();
  }
}
