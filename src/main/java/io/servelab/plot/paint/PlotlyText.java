package io.servelab.plot.paint;

/** Plain text for places where plotly.js reads a few HTML tags and entities. */
public final class PlotlyText {

  private PlotlyText() {}

  /** The text with its line breaks kept and everything else literal. */
  public static String of(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "")
        .replace("\n", "<br>");
  }

  /** The text without tags, for places that cannot draw them; a break becomes a new line. */
  public static String plain(String marked) {
    return marked
        .replaceAll("(?i)<br\\s*/?>", "\n")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
