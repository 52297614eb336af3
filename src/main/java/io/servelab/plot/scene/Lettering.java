package io.servelab.plot.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * How text looks.
 *
 * @param size height of the font in pixels
 * @param bold whether the weight is bold
 * @param colour its colour
 */
public record Lettering(double size, boolean bold, Colour colour) {

  /** Widths of the characters from space to tilde in Helvetica, in thousandths of the size. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private static final int OTHER_WIDTH = 600;
  private static final double BOLD_FACTOR = 1.07;

  /** The width of a line of text in pixels. */
  public double width(String text) {
    double width =
        text.codePoints()
            .map(symbol -> symbol >= ' ' && symbol <= '~' ? WIDTHS[symbol - ' '] : OTHER_WIDTH)
            .sum();
    return width * size / 1000 * (bold ? BOLD_FACTOR : 1);
  }

  /**
   * The text in lines that are no wider than asked, broken between words; a single word may be
   * wider.
   */
  public List<String> wrapped(String text, double most) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        if (!line.isEmpty() && width(line + " " + word) > most) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** How far below the middle of a line its baseline is. */
  public double middleDrop() {
    return 0.36 * size;
  }

  /** The same lettering in another size. */
  public Lettering sized(double newSize) {
    return new Lettering(newSize, bold, colour);
  }

  /** The same lettering in another colour. */
  public Lettering coloured(Colour newColour) {
    return new Lettering(size, bold, newColour);
  }
}
