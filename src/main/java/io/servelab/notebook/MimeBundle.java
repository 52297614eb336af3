package io.servelab.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One content in several forms: MIME type to data, in the order in which the forms were added.
 *
 * <p>The order is kept because notebooks are stored with it and should not differ from run to run.
 * Text types carry a {@code String}; JSON types carry a tree of maps, lists, numbers and strings,
 * since a kernel would send a string as a JSON string.
 */
public final class MimeBundle {

  /** Plain text; the only form that every front end and the terminal can show. */
  public static final String TEXT = "text/plain";

  /** HTML; front ends prefer it and strip scripts from it in notebooks that are not trusted. */
  public static final String HTML = "text/html";

  /** Markdown, for copying into documents. */
  public static final String MARKDOWN = "text/markdown";

  /** A Plotly figure as JSON. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";

  private final Map<String, Object> data;

  private MimeBundle(Map<String, Object> data) {
    this.data = Collections.unmodifiableMap(data);
  }

  /** A bundle with plain text only. */
  public static MimeBundle ofText(String text) {
    return new MimeBundle(new LinkedHashMap<>(Map.of(TEXT, text)));
  }

  /** This bundle with an HTML form. */
  public MimeBundle withHtml(String html) {
    return with(HTML, html);
  }

  /** This bundle with a Markdown form. */
  public MimeBundle withMarkdown(String markdown) {
    return with(MARKDOWN, markdown);
  }

  /**
   * This bundle with one more form, or with that form replaced.
   *
   * @param mimeType such as {@code image/png}
   * @param content a {@code String} for text and base64 types, a tree for JSON types
   */
  public MimeBundle with(String mimeType, Object content) {
    Map<String, Object> extended = new LinkedHashMap<>(data);
    extended.put(mimeType, content);
    return new MimeBundle(extended);
  }

  /** The plain text. */
  public String text() {
    return String.valueOf(data.get(TEXT));
  }

  /** The HTML form, or the empty string if there is none. */
  public String html() {
    return String.valueOf(data.getOrDefault(HTML, ""));
  }

  /** All forms, in order; not modifiable. */
  public Map<String, Object> asMap() {
    return data;
  }

  /** Passes each MIME type with its content to the action, in order. */
  public void forEach(BiConsumer<String, Object> action) {
    data.forEach(action);
  }

  @Override
  public String toString() {
    return "MimeBundle" + data.keySet();
  }
}
