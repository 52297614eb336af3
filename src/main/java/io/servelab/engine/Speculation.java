package io.servelab.engine;

import io.servelab.error.InvalidValueException;

/**
 * Speculative decoding.
 *
 * @param draftTokens tokens drafted in each decode step; 0 without speculation
 * @param accepted drafted tokens that are accepted on average
 */
public record Speculation(int draftTokens, double accepted) {

  /** No speculation. */
  public static final Speculation NONE = new Speculation(0, 0);

  /** Requires an acceptance between none and all of the drafts; ignored without drafts. */
  public Speculation {
    if (draftTokens < 0) {
      throw InvalidValueException.of("nextn", draftTokens, "draft tokens cannot be negative.");
    }
    if (draftTokens == 0) {
      accepted = 0;
    }
    if (!(accepted >= 0 && accepted <= draftTokens)) {
      throw InvalidValueException.of(
          "nextn_accepted",
          accepted,
          "accepted tokens lie between 0 and nextn = " + draftTokens + ".");
    }
  }

  /** Tokens that a request gains in each decode step. */
  public double progress() {
    return 1 + accepted;
  }

  /** Tokens that a request computes in each decode step. */
  public int width() {
    return draftTokens + 1;
  }

  /** Whether anything is drafted. */
  public boolean active() {
    return draftTokens > 0;
  }
}
