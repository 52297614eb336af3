package io.servelab.engine.sim;

import io.servelab.error.InvalidValueException;

/**
 * How an engine runs its passes.
 *
 * @param ranks attention ranks that run every pass together
 * @param pollInterval passes between two looks for new requests; an idle engine always looks
 * @param overlapped whether a pass is prepared while the one before runs, so that what happens
 *     during a pass counts only after the next
 */
public record RunSettings(int ranks, int pollInterval, boolean overlapped) {

  /** One rank that looks for requests before every pass. */
  public static final RunSettings SIMPLE = new RunSettings(1, 1, false);

  /** Requires at least one rank and an interval of at least one pass. */
  public RunSettings {
    if (ranks < 1) {
      throw InvalidValueException.of("ranks", ranks, "at least 1 is needed.");
    }
    if (pollInterval < 1) {
      throw InvalidValueException.of("poll interval", pollInterval, "at least 1 pass is needed.");
    }
  }
}
