package io.servelab.search;

import java.util.Arrays;

/**
 * Sorts numbers by a bitonic network over vectors of eight, which never moves equal numbers past
 * each other on purpose but leaves them in an order of its own.
 *
 * <p>The reference release sorts short tables of plain numbers so (its table library uses the
 * vector unit), and keeps the first rows of the result; which of several equal rows those are
 * depends on the network.
 *
 * <p>Source: K. E. Batcher, Sorting networks and their applications, 1968; the comparators are
 * arranged as vector implementations arrange them: each vector first, then pairs of vectors, the
 * second reversed.
 */
final class SortingNetwork {

  /** Longest table that is sorted by the network alone. */
  static final int LARGEST = 256;

  private static final int LANES = 8;
  private static final int[] NEIGHBOUR = {1, 0, 3, 2, 5, 4, 7, 6};
  private static final int[] SECOND_NEIGHBOUR = {2, 3, 0, 1, 6, 7, 4, 5};
  private static final int[] OTHER_HALF = {4, 5, 6, 7, 0, 1, 2, 3};
  private static final int[] REVERSED_HALVES = {3, 2, 1, 0, 7, 6, 5, 4};
  private static final int[] REVERSED = {7, 6, 5, 4, 3, 2, 1, 0};

  /** Lanes that take the larger number of a comparison, by distance of the lanes compared. */
  private static final int ODD = 0xAA;

  private static final int UPPER_PAIRS = 0xCC;
  private static final int UPPER_HALF = 0xF0;

  private final double[] keys;
  private final int[] rows;
  private final double[] oldKeys = new double[LANES];
  private final int[] oldRows = new int[LANES];

  private SortingNetwork(double[] numbers) {
    int vectors = 1;
    while (vectors * LANES < numbers.length) {
      vectors *= 2;
    }
    this.keys = Arrays.copyOf(numbers, vectors * LANES);
    Arrays.fill(keys, numbers.length, keys.length, Double.POSITIVE_INFINITY);
    this.rows = new int[keys.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
    }
  }

  /**
   * Places of numbers in ascending order.
   *
   * @param numbers at most {@link #LARGEST} finite numbers
   */
  static int[] ascending(double[] numbers) {
    SortingNetwork network = new SortingNetwork(numbers);
    network.sort();
    return Arrays.copyOf(network.rows, numbers.length);
  }

  private void sort() {
    for (int vector = 0; vector < keys.length; vector += LANES) {
      compare(vector, NEIGHBOUR, ODD);
      compare(vector, REVERSED_HALVES, UPPER_PAIRS);
      compare(vector, NEIGHBOUR, ODD);
      compare(vector, REVERSED, UPPER_HALF);
      compare(vector, SECOND_NEIGHBOUR, UPPER_PAIRS);
      compare(vector, NEIGHBOUR, ODD);
    }
    for (int length = 2 * LANES; length <= keys.length; length *= 2) {
      for (int start = 0; start < keys.length; start += length) {
        merge(start, length);
      }
    }
  }

  /** Merges two sorted halves of a block. */
  private void merge(int start, int length) {
    for (int offset = 0; offset < length / 2; offset++) {
      exchange(start + offset, start + length - 1 - offset);
    }
    for (int stride = length / 4; stride >= LANES; stride /= 2) {
      for (int block = start; block < start + length; block += 2 * stride) {
        for (int offset = 0; offset < stride; offset++) {
          exchange(block + offset, block + offset + stride);
        }
      }
    }
    for (int vector = start; vector < start + length; vector += LANES) {
      compare(vector, OTHER_HALF, UPPER_HALF);
      compare(vector, SECOND_NEIGHBOUR, UPPER_PAIRS);
      compare(vector, NEIGHBOUR, ODD);
    }
  }

  private void exchange(int low, int high) {
    if (keys[high] < keys[low]) {
      double key = keys[low];
      keys[low] = keys[high];
      keys[high] = key;
      int row = rows[low];
      rows[low] = rows[high];
      rows[high] = row;
    }
  }

  /** Each lane takes the smaller or the larger of itself and its partner, itself if they equal. */
  private void compare(int vector, int[] partner, int larger) {
    System.arraycopy(keys, vector, oldKeys, 0, LANES);
    System.arraycopy(rows, vector, oldRows, 0, LANES);
    for (int lane = 0; lane < LANES; lane++) {
      double own = oldKeys[lane];
      double other = oldKeys[partner[lane]];
      boolean takesLarger = (larger >> lane & 1) == 1;
      if (takesLarger ? other > own : other < own) {
        keys[vector + lane] = other;
        rows[vector + lane] = oldRows[partner[lane]];
      }
    }
  }
}
