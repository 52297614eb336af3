package io.servelab.perf;

/** What an audit looks at, and the number that decides. */
public enum AuditCheck {
  /** Whether the engine has rows at all; the number counts sources. */
  COVERAGE("no rows of its own", "sources"),
  /** Median time of calls so small that only launching counts. */
  LAUNCH_FLOOR("launch floor", "us"),
  /** Median time of calls that are bound by memory, relative to what the bandwidth allows. */
  MEMORY_SLOPE("memory slope", "x bandwidth"),
  /** Fastest row relative to what the hardware allows. */
  ROOFLINE("faster than roofline", "x roofline"),
  /** Deepest fall of the time while the work grows. */
  MONOTONICITY("falls as work grows", "x"),
  /** Windowed attention relative to full attention, where the window is short. */
  WINDOW("window not applied", "x full attention");

  private final String title;
  private final String unit;

  AuditCheck(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** What is looked for. */
  public String title() {
    return title;
  }

  /** Unit of the number. */
  public String unit() {
    return unit;
  }
}
