package io.servelab.notebook;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Shows things where the person is: in the cell's output, or on the terminal without a kernel. */
public final class Notebook {

  /** The front end of this process; a process has at most one, as it has one standard output. */
  private static volatile @Nullable Screen frontEnd;

  private static final AtomicLong PLACES = new AtomicLong();

  private Notebook() {}

  /** Makes a kernel's output the place where things are shown. */
  public static void attach(Screen screen) {
    frontEnd = screen;
  }

  /** Goes back to the terminal. */
  public static void detach() {
    frontEnd = null;
  }

  /**
   * Shows a value in the middle of a cell or a program; without a kernel, prints its text.
   *
   * <p>Returns nothing, so that a cell that ends with it stores no second output.
   */
  public static void show(@Nullable Object value) {
    screen().show(value == null ? MimeBundle.ofText("null") : Displays.of(value));
  }

  /**
   * Opens a progress bar; close it when the work is done.
   *
   * @param label what is being done
   * @param total how many steps there are; 0 if unknown
   */
  public static Progress progress(String label, long total) {
    String place = "servelab-progress-" + PLACES.incrementAndGet();
    return Progress.open(label, total, new ScreenPlace(screen(), place), System::nanoTime);
  }

  private static Screen screen() {
    Screen attached = frontEnd;
    return attached == null ? new ConsoleScreen(System.out, System.err) : attached;
  }
}
