package io.servelab.notebook;

/** Where things are shown: the output of a notebook cell, or the terminal. */
public interface Screen {

  /** Shows a content once. */
  void show(MimeBundle content);

  /**
   * Shows a content that {@link #update} may replace.
   *
   * @param id names the place
   */
  void open(String id, MimeBundle content);

  /** Replaces what is shown at a place. */
  void update(String id, MimeBundle content);
}
