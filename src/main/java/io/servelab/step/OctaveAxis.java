package io.servelab.step;

/**
 * Whole numbers with a fixed count of steps in each octave: 0, 1, 2, ... up to twice the count,
 * then every second number, every fourth, and so on. Measured sweeps sit on such numbers, so that
 * reading between nodes keeps their knees.
 */
final class OctaveAxis {

  private static final int LARGEST_BITS = 24;

  private final int bits;

  /**
   * Chooses the density.
   *
   * @param bits binary logarithm of the steps in each octave
   */
  OctaveAxis(int bits) {
    this.bits = bits;
  }

  /** Number of nodes; they reach beyond sixteen million. */
  int size() {
    return index(1L << LARGEST_BITS) + 2;
  }

  /** Index of the largest node that does not exceed a value. */
  int index(long value) {
    long bounded = Math.min(value, 1L << LARGEST_BITS);
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(bounded | 1) - bits);
    return (shift << bits) + (int) (bounded >> shift);
  }

  /** Value of a node. */
  long value(int index) {
    int shift = Math.max(0, (index >> bits) - 1);
    return (long) (index - (shift << bits)) << shift;
  }
}
