package io.servelab.bulk;

import java.util.Map;

/** Watches a sweep, and may stop it. */
public interface SweepListener {

  /** Neither watches nor stops. */
  SweepListener NONE = new SweepListener() {};

  /**
   * Told of every row, in the order of the table; also of those that were there before.
   *
   * @param cells values by column
   */
  default void row(Map<String, ?> cells) {}

  /**
   * Told as studies are answered.
   *
   * @param done studies that are answered by now
   * @param total all of them
   */
  default void answered(int done, int total) {}

  /** Whether the sweep is to stop; may be asked from any thread. */
  default boolean cancelled() {
    return false;
  }
}
