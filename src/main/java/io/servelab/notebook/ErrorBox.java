package io.servelab.notebook;

import io.servelab.error.ServeLabException;
import java.util.ArrayList;
import java.util.List;

/**
 * A short account of what went wrong.
 *
 * @param what what failed, in one sentence with the value
 * @param why why it failed; may be empty
 * @param next what to try; may be empty
 */
public record ErrorBox(String what, String why, String next) implements Displayable {

  private static final String STYLE =
      "border-left:4px solid #d55e00;background:rgba(213,94,0,0.08);padding:8px 12px;"
          + "margin:4px 0;max-width:60em;line-height:1.45";

  /**
   * The box of an exception. Our own say what failed first, what to try last, and why in between;
   * of any other the class is named.
   */
  public static ErrorBox of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof ServeLabException)) {
      String name = failure.getClass().getSimpleName();
      return new ErrorBox(failure.getMessage() == null ? name : name + ": " + message, "", "");
    }
    List<String> lines = new ArrayList<>(message.lines().toList());
    String what = lines.isEmpty() ? failure.getClass().getSimpleName() : lines.remove(0);
    String next = lines.isEmpty() ? "" : lines.remove(lines.size() - 1);
    return new ErrorBox(what, String.join("\n", lines), next);
  }

  @Override
  public MimeBundle mimeBundle() {
    StringBuilder html = new StringBuilder("<div style=\"" + STYLE + "\">");
    html.append("<b>").append(Escape.html(what)).append("</b>");
    if (!why.isEmpty()) {
      html.append("<div style=\"white-space:pre-line\">").append(Escape.html(why)).append("</div>");
    }
    if (!next.isEmpty()) {
      html.append("<div style=\"opacity:0.85\">→ ").append(Escape.html(next)).append("</div>");
    }
    return MimeBundle.ofText(text()).withHtml(html.append("</div>").toString());
  }

  private String text() {
    StringBuilder text = new StringBuilder(what);
    if (!why.isEmpty()) {
      text.append('\n').append(why);
    }
    if (!next.isEmpty()) {
      text.append("\n→ ").append(next);
    }
    return text.toString();
  }
}
