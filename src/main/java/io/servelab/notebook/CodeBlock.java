package io.servelab.notebook;

/**
 * A text in a computer language. Notebooks highlight it: the Markdown form is a fenced block, which
 * front ends colour themselves, so that it follows their theme and needs no script.
 *
 * @param title what the text is, such as a path; blank for none
 * @param language language by which it is highlighted, such as {@code yaml}
 * @param text the text
 */
public record CodeBlock(String title, String language, String text) implements Displayable {

  @Override
  public MimeBundle mimeBundle() {
    String heading = title.isEmpty() ? "" : "**" + Escape.markdown(title) + "**\n\n";
    String fence = "`".repeat(Math.max(3, longestRun() + 1));
    return MimeBundle.ofText(text)
        .withMarkdown(heading + fence + language + "\n" + text.stripTrailing() + "\n" + fence);
  }

  /** Length of the longest run of backquotes, which would end a fence of that length. */
  private int longestRun() {
    int longest = 0;
    int run = 0;
    for (int index = 0; index < text.length(); index++) {
      run = text.charAt(index) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** The text alone. */
  @Override
  public String toString() {
    return text;
  }
}
