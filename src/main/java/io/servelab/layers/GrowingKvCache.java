package io.servelab.layers;

import java.util.function.LongToDoubleFunction;

/**
 * Memory that does not fall with the length of a sequence; inverted by bisection.
 *
 * @param bytes memory by tokens
 * @param contextLength answer where even endless sequences fit
 */
record GrowingKvCache(LongToDoubleFunction bytes, long contextLength) implements KvCache {

  /** No model reads sequences this long, so memory that still fits here has stopped growing. */
  private static final long ENDLESS = 1L << 40;

  @Override
  public double bytesPerSequence(long tokens) {
    return bytes.applyAsDouble(tokens);
  }

  @Override
  public long tokensIn(double budgetBytes) {
    if (fits(ENDLESS, budgetBytes)) {
      return contextLength;
    }
    long fitting = 0;
    long tooLong = ENDLESS;
    while (tooLong - fitting > 1) {
      long middle = (fitting + tooLong) / 2;
      if (fits(middle, budgetBytes)) {
        fitting = middle;
      } else {
        tooLong = middle;
      }
    }
    return fitting;
  }

  private boolean fits(long tokens, double budgetBytes) {
    return bytes.applyAsDouble(tokens) <= budgetBytes;
  }
}
