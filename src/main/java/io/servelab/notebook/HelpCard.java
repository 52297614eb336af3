package io.servelab.notebook;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be done with an object: its purpose and a few lines of code to go on with.
 *
 * <p>Immutable; {@link #snippet} gives a card with one more line.
 */
public final class HelpCard implements Displayable {

  /** One line of code with what it does. */
  private record Snippet(String code, String says) {}

  private final String title;
  private final String summary;
  private final List<Snippet> snippets;

  private HelpCard(String title, String summary, List<Snippet> snippets) {
    this.title = title;
    this.summary = summary;
    this.snippets = List.copyOf(snippets);
  }

  /**
   * A card without snippets yet.
   *
   * @param title what the object is
   * @param summary what it is for, in a sentence or two
   */
  public static HelpCard of(String title, String summary) {
    return new HelpCard(title, summary, List.of());
  }

  /**
   * This card with one more line of code.
   *
   * @param code the line, ready to be copied into a cell
   * @param says what it does
   */
  public HelpCard snippet(String code, String says) {
    List<Snippet> more = new ArrayList<>(snippets);
    more.add(new Snippet(code, says));
    return new HelpCard(title, summary, more);
  }

  /** The lines of code, for tests that run them. */
  public List<String> code() {
    return snippets.stream().map(Snippet::code).toList();
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.ofText(text()).withHtml(html()).withMarkdown(markdown());
  }

  private String text() {
    int width = snippets.stream().mapToInt(snippet -> snippet.code().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(title).append('\n').append(summary).append('\n');
    for (Snippet snippet : snippets) {
      String padding = " ".repeat(width - snippet.code().length());
      text.append("  ").append(snippet.code()).append(padding).append("  // ");
      text.append(snippet.says()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private String html() {
    StringBuilder html = new StringBuilder();
    html.append("<div style=\"border-left:4px solid #0072b2;padding:4px 12px;margin:4px 0\">");
    html.append("<div style=\"font-weight:600\">").append(Escape.html(title)).append("</div>");
    html.append("<div>").append(Escape.html(summary)).append("</div>");
    html.append("<table style=\"border:none;border-collapse:collapse;margin-top:4px\">");
    for (Snippet snippet : snippets) {
      html.append("<tr style=\"background:none\">").append(cell("padding:2px 16px 2px 0"));
      html.append("<code>").append(Escape.html(snippet.code())).append("</code></td>");
      html.append(cell("padding:2px 0;opacity:0.8"));
      html.append(Escape.html(snippet.says())).append("</td></tr>");
    }
    return html.append("</table></div>").toString();
  }

  private static String cell(String style) {
    return "<td style=\"border:none;text-align:left;" + style + "\">";
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("**").append(Escape.markdown(title)).append("**\n\n");
    text.append(Escape.markdown(summary)).append("\n\n```java\n");
    for (Snippet snippet : snippets) {
      text.append(snippet.code()).append("  // ").append(snippet.says()).append('\n');
    }
    return text.append("```\n").toString();
  }

  /** The whole card, so that JShell shows it too. */
  @Override
  public String toString() {
    return text();
  }
}
