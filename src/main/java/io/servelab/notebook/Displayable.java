package io.servelab.notebook;

/**
 * Something that knows how to show itself, as the same content in several forms.
 *
 * <p>A notebook shows the richest form that its front end understands; a terminal shows the plain
 * text. No kernel type appears here, so the same value works under any kernel and under none.
 */
@FunctionalInterface
public interface Displayable {

  /** The forms of this value, richest forms included; always with {@code text/plain}. */
  MimeBundle mimeBundle();
}
