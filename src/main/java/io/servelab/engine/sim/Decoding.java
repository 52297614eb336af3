package io.servelab.engine.sim;

import io.servelab.engine.Speculation;

/**
 * How decoding moves on: tokens that a pass computes for a sequence and tokens that it adds.
 *
 * <p>Cache lengths are counted in {@link #UNITS_PER_TOKEN} parts of a token, because speculation
 * adds broken numbers of tokens on average and sums of whole numbers are exact.
 */
record Decoding(int width, long growthUnits) {

  static final long UNITS_PER_TOKEN = 1024;

  static Decoding of(Speculation speculation) {
    return new Decoding(speculation.width(), Math.round(speculation.progress() * UNITS_PER_TOKEN));
  }

  /** Passes that give this many tokens. */
  int passesFor(int tokens) {
    return Math.toIntExact(-Math.floorDiv(-tokens * UNITS_PER_TOKEN, growthUnits));
  }

  /** Tokens that a number of units reaches into. */
  static long tokens(long units) {
    return (units + UNITS_PER_TOKEN - 1) / UNITS_PER_TOKEN;
  }
}
