package io.servelab.perf;

/**
 * Two numbers that every kernel's sweep shows and that hardly depend on the engine that called it.
 *
 * @param floorMs median time of calls so small that only launching counts, milliseconds
 * @param memorySlope median time of calls that are bound by reading weights, relative to the time
 *     that the nominal memory bandwidth allows
 */
public record TableHealth(double floorMs, double memorySlope) {

  /** Whether both numbers are known. */
  public boolean known() {
    return floorMs > 0 && memorySlope > 0;
  }
}
