package io.servelab.notebook;

/** Makes foreign text harmless in the languages that displays are written in. */
public final class Escape {

  private Escape() {}

  /** Text for an HTML or SVG element or a quoted attribute. */
  public static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char symbol = text.charAt(i);
      switch (symbol) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isAllowed(symbol) ? symbol : '\uFFFD');
      }
    }
    return out.toString();
  }

  /** Text for one cell of a Markdown table, without line breaks or active marks. */
  public static String markdown(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char symbol = text.charAt(i);
      if ("\\`*_[]|#~$".indexOf(symbol) >= 0) {
        out.append('\\').append(symbol);
      } else if (symbol == '<') {
        out.append("&lt;");
      } else if (symbol == '&') {
        out.append("&amp;");
      } else {
        out.append(symbol == '\n' || symbol == '\r' ? ' ' : symbol);
      }
    }
    return out.toString();
  }

  /** JSON for the inside of a script element, where a closing tag would end the script. */
  public static String script(String json) {
    return json.replace("</", "<\\/").replace("<!--", "<\\!--");
  }

  /** Control characters other than white space are not allowed in XML, escaped or not. */
  private static boolean isAllowed(char symbol) {
    return symbol >= ' ' || symbol == '\n' || symbol == '\t' || symbol == '\r';
  }
}
