package io.servelab.engine.sim;

/** One rank's next pass while it is filled with prompt work. */
public interface Admission {

  /** Tokens that decoding sequences compute in a pass. */
  long decodeTokens();

  /**
   * Whether a prompt can be computed next: one that was begun before, else the first that waits,
   * provided that a sequence slot and room in the cache are free.
   */
  boolean hasNext();

  /** Tokens of that prompt that are still to be computed, at least 1. */
  long nextTokens();

  /**
   * Adds that prompt, or as much of it as the limit allows; what is cut off is continued in a later
   * pass.
   *
   * @param limit tokens at most, at least 1
   * @return tokens added
   */
  long take(long limit);

  /** Whether no prompt work has been added yet. */
  boolean isEmpty();
}
