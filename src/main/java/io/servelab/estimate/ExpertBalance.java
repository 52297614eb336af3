package io.servelab.estimate;

import io.servelab.error.InvalidValueException;

/**
 * How copies of busy experts even out the load of wide expert parallelism (EPLB).
 *
 * @param balanced whether they do
 * @param spareSlots places for copies beside the experts themselves, on all ranks together
 */
public record ExpertBalance(boolean balanced, int spareSlots) {

  /** Every expert once. */
  public static final ExpertBalance NONE = new ExpertBalance(false, 0);

  /** Requires copies to even out something. */
  public ExpertBalance {
    if (spareSlots < 0) {
      throw InvalidValueException.of(
          "eplb_spare_slots", spareSlots, "places for copies cannot be negative.");
    }
    if (spareSlots > 0 && !balanced) {
      throw InvalidValueException.of(
          "eplb_spare_slots", spareSlots, "places for copies need eplb = true.");
    }
  }
}
