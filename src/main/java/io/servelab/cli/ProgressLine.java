package io.servelab.cli;

import io.servelab.search.SearchListener;
import io.servelab.search.ServingMode;
import java.io.PrintStream;

/** Progress of a search on one line of the terminal, once the search takes long. */
final class ProgressLine implements SearchListener, AutoCloseable {

  private static final long SILENT_NANOS = 700_000_000L;
  private static final long EVERY_NANOS = 100_000_000L;
  private static final String REWRITE = "\r\u001B[K";

  private final PrintStream err;
  private final long start = System.nanoTime();
  private String what = "";
  private long shown;

  private ProgressLine(PrintStream err) {
    this.err = err;
  }

  /** A listener that shows progress if a person can see it; clear it before anything is printed. */
  static ProgressLine open() {
    return new ProgressLine(System.err);
  }

  /** Names what is being searched. */
  synchronized void begin(String name) {
    what = name + ": ";
  }

  @Override
  public synchronized void evaluated(ServingMode mode, int done, int total) {
    long now = System.nanoTime();
    if (now - start < SILENT_NANOS || now - shown < EVERY_NANOS || !Terminal.isThere()) {
      return;
    }
    shown = now;
    err.printf("%s%s%s layout %d of %d", REWRITE, what, mode.id(), done, total);
    err.flush();
  }

  /** Makes room for what is printed next. */
  synchronized void clear() {
    if (shown > 0) {
      err.print(REWRITE);
      err.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
