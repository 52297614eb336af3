package io.servelab.engine.sim;

/** When the scheduler looks for new requests, and up to which moment it then sees them. */
final class Polling {

  private final int interval;
  private final boolean overlapped;
  private long passesSince;
  private long seenNs;
  private boolean idle = true;

  Polling(int interval, boolean overlapped) {
    this.interval = interval;
    this.overlapped = overlapped;
  }

  boolean due() {
    return idle || passesSince >= interval;
  }

  /** Looks; tells the moment up to which requests are seen. */
  long look() {
    passesSince = 0;
    idle = false;
    return seenNs;
  }

  /** The engine has nothing to run and waits until a moment. */
  void idle(long untilNs) {
    idle = true;
    seenNs = untilNs;
  }

  /** Equal passes have run. */
  void passed(long startNs, long durationNs, long passes) {
    long all = passesSince + passes;
    passesSince = (all - 1) % interval + 1;
    seenNs = startNs + (overlapped ? passes - 1 : passes) * durationNs;
  }

  /**
   * Equal passes until a request is seen, at least 1.
   *
   * @param startNs beginning of the first pass
   * @param visibleNs moment at which the request becomes visible
   */
  long passesUntilSeen(long startNs, long durationNs, long visibleNs) {
    if (visibleNs == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long needed = Math.max(0, -Math.floorDiv(startNs - visibleNs, Math.max(1, durationNs)));
    long passes = Math.max(1, overlapped ? needed + 1 : needed);
    long intoInterval = Math.floorMod(passesSince + passes, (long) interval);
    return intoInterval == 0 ? passes : passes + interval - intoInterval;
  }
}
