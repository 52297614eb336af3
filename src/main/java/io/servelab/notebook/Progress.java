package io.servelab.notebook;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A progress bar that updates in place, at most ten times a second. Work that ends within half a
 * second shows none.
 *
 * <p>Any thread may advance it. An exception thrown by the work leaves the bar where it stopped.
 */
public final class Progress implements AutoCloseable {

  private static final long SHOW_AFTER_NANOS = 500_000_000L;
  private static final long UPDATE_EVERY_NANOS = 100_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final String label;
  private final long total;
  private final ScreenPlace place;
  private final LongSupplier clock;
  private final long startNanos;
  private long done;
  private long shownNanos;
  private boolean opened;
  private boolean closed;

  private Progress(String label, long total, ScreenPlace place, LongSupplier clock) {
    this.label = label;
    this.total = total;
    this.place = place;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
    this.shownNanos = startNanos;
  }

  static Progress open(String label, long total, ScreenPlace place, LongSupplier clock) {
    return new Progress(label, total, place, clock);
  }

  /** One more step is done. */
  public void step() {
    advance(1);
  }

  /**
   * More steps are done.
   *
   * @param steps how many
   */
  public synchronized void advance(long steps) {
    done += steps;
    long now = clock.getAsLong();
    if (closed || now - startNanos < SHOW_AFTER_NANOS) {
      return;
    }
    if (!opened) {
      opened = true;
      shownNanos = now;
      place.open(content());
    } else if (now - shownNanos >= UPDATE_EVERY_NANOS) {
      shownNanos = now;
      place.update(content());
    }
  }

  /** Shows the final state; later steps are not shown. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (opened) {
        place.update(content());
      }
    }
  }

  private MimeBundle content() {
    String status = status();
    String bar =
        total > 0
            ? "<progress value=\"" + done + "\" max=\"" + total + "\"></progress>"
            : closed ? "" : "<progress></progress>";
    return MimeBundle.ofText(label + ": " + status + (closed ? "\n" : ""))
        .withHtml(
            "<div>%s %s <span style=\"opacity:0.7\">%s</span></div>"
                .formatted(Escape.html(label), bar, Escape.html(status)));
  }

  private String status() {
    double elapsed = (clock.getAsLong() - startNanos) / NANOS_PER_SECOND;
    String count = total > 0 ? grouped(done) + " of " + grouped(total) : grouped(done);
    if (closed || done == 0 || total <= 0) {
      return count + ", " + seconds(elapsed);
    }
    double remaining = elapsed / done * Math.max(0, total - done);
    return count + ", " + seconds(elapsed) + ", about " + seconds(remaining) + " left";
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String seconds(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
