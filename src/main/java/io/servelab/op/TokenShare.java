package io.servelab.op;

/**
 * The share of a pass's tokens that one rank's call handles.
 *
 * @param divisor ranks that split the tokens before the call, rounded down
 * @param split ranks that split the rest, rounded up
 */
public record TokenShare(int divisor, int split) {

  /** All tokens. */
  public static final TokenShare WHOLE = new TokenShare(1, 1);

  /** Tokens split over context-parallel ranks. */
  public static TokenShare split(int ranks) {
    return new TokenShare(1, ranks);
  }

  /** Tokens of the call. */
  public long of(long tokens) {
    return -Math.floorDiv(-(tokens / divisor), (long) split);
  }
}
