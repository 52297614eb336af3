package io.servelab.notebook;

import java.io.PrintStream;

/**
 * Shows the text form on a terminal.
 *
 * <p>What is shown once goes to the standard output. What is updated goes to the error output as a
 * line that is rewritten, so that a program's output can be sent to a file without it.
 */
final class ConsoleScreen implements Screen {

  private static final String REWRITE = "\r";
  private static final String ERASE_REST = "\u001B[K";

  private final PrintStream out;
  private final PrintStream err;

  ConsoleScreen(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void show(MimeBundle content) {
    out.println(content.text());
  }

  @Override
  public void open(String id, MimeBundle content) {
    err.print(content.text());
    err.flush();
  }

  @Override
  public void update(String id, MimeBundle content) {
    err.print(REWRITE + ERASE_REST + content.text());
    err.flush();
  }
}
