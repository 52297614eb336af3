package io.servelab.search.choice;

import java.util.Locale;

/**
 * A change of one setting after which a search finds something.
 *
 * @param knob the setting
 * @param from its value now
 * @param to the nearest value that works
 */
public record Change(Knob knob, double from, double to) {

  /** Size of the change as a factor, at least 1. */
  public double factor() {
    return Math.max(to / from, from / to);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s from %.6g to %.6g", knob.id(), from, to);
  }
}
