package io.servelab.notebook;

import java.io.PrintStream;

/** Shows the text form on a stream of lines; updates are shown as the last line, rewritten. */
final class ConsoleScreen implements Screen {

  private final PrintStream out;

  ConsoleScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(MimeBundle content) {
    out.println(content.text());
  }

  @Override
  public void open(String id, MimeBundle content) {
    out.print(content.text());
    out.flush();
  }

  @Override
  public void update(String id, MimeBundle content) {
    // Erase to the end of the line, because the new text may be shorter than the old one.
    out.print("\r" + content.text() + "\u001B[K");
    out.flush();
  }
}
