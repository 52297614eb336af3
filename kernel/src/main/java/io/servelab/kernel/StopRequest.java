package io.servelab.kernel;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether, and why, the running cell is to stop. Kept apart from the running code because a cell
 * can also be stopped between two of its snippets, while the next one is being compiled.
 */
final class StopRequest {

  /** Why a cell is stopped. */
  enum Reason {
    /** The person at the notebook asked for it. */
    INTERRUPT,
    /** The cell ran longer than the environment allows. */
    TIME_LIMIT
  }

  private final AtomicReference<Reason> reason = new AtomicReference<>();

  /** Forgets the request of an earlier cell. */
  void clear() {
    reason.set(null);
  }

  /** Asks for a stop; the first reason stays. */
  void make(Reason why) {
    reason.compareAndSet(null, why);
  }

  boolean isMade() {
    return reason.get() != null;
  }

  /** The reason of the request, null if there is none. */
  Reason reason() {
    return reason.get();
  }
}
