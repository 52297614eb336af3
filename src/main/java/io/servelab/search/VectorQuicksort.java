package io.servelab.search;

import java.util.Arrays;

/**
 * Sorts long tables of numbers by quicksort over blocks of vectors, and short parts of them by a
 * {@link SortingNetwork}; equal numbers end in an order of its own, as in the network.
 *
 * <p>The pivot is the fifth of eight numbers spread over the part. Blocks from both ends are set
 * aside first, so that every later block finds room at the end that it is moved to.
 */
final class VectorQuicksort {

  private static final int LANES = 8;
  private static final int BLOCK = 4 * LANES;

  private final double[] numbers;
  private final int[] rows;

  private double least;
  private double most;
  private int below;
  private int above;

  private VectorQuicksort(double[] numbers) {
    this.numbers = numbers;
    this.rows = new int[numbers.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
    }
  }

  /** Places of finite numbers in ascending order. */
  static int[] ascending(double[] numbers) {
    VectorQuicksort table = new VectorQuicksort(numbers);
    int levels = 2 * (31 - Integer.numberOfLeadingZeros(Math.max(1, numbers.length)));
    table.sort(0, numbers.length, levels);
    return table.rows;
  }

  private void sort(int from, int to, int levels) {
    if (to - from <= SortingNetwork.LARGEST || levels == 0) {
      sortPart(from, to);
      return;
    }
    double pivot = pivot(from, to);
    int middle = partition(from, to, pivot);
    boolean lower = pivot != least;
    boolean upper = pivot != most;
    if (lower) {
      sort(from, middle, levels - 1);
    }
    if (upper) {
      sort(middle, to, levels - 1);
    }
  }

  private void sortPart(int from, int to) {
    int[] part = Arrays.copyOfRange(rows, from, to);
    double[] values = new double[part.length];
    for (int index = 0; index < part.length; index++) {
      values[index] = numbers[part[index]];
    }
    int[] order = SortingNetwork.ascending(values);
    for (int index = 0; index < part.length; index++) {
      rows[from + index] = part[order[index]];
    }
  }

  private double pivot(int from, int to) {
    int step = (to - 1 - from) / LANES;
    double[] samples = new double[LANES];
    for (int index = 0; index < LANES; index++) {
      samples[index] = numbers[rows[from + (index + 1) * step]];
    }
    Arrays.sort(samples);
    return samples[LANES / 2];
  }

  /** Moves numbers below the pivot to the front; tells where the others begin. */
  private int partition(int from, int to, double pivot) {
    least = Double.POSITIVE_INFINITY;
    most = Double.NEGATIVE_INFINITY;
    int left = from;
    int right = to;
    for (int odd = (to - from) % BLOCK; odd > 0; odd--) {
      double number = numbers[rows[left]];
      meet(number);
      if (number < pivot) {
        left++;
      } else {
        right--;
        int row = rows[left];
        rows[left] = rows[right];
        rows[right] = row;
      }
    }
    int[] first = Arrays.copyOfRange(rows, left, left + BLOCK);
    int[] last = Arrays.copyOfRange(rows, right - BLOCK, right);
    below = left;
    above = right;
    left += BLOCK;
    right -= BLOCK;
    while (left < right) {
      int[] block;
      if (above - right < left - below) {
        right -= BLOCK;
        block = Arrays.copyOfRange(rows, right, right + BLOCK);
      } else {
        block = Arrays.copyOfRange(rows, left, left + BLOCK);
        left += BLOCK;
      }
      distribute(block, pivot);
    }
    distribute(first, pivot);
    distribute(last, pivot);
    return below;
  }

  /** Vector by vector, appends smaller numbers to the front and puts the others before the back. */
  private void distribute(int[] block, double pivot) {
    for (int vector = 0; vector < block.length; vector += LANES) {
      int larger = 0;
      for (int lane = 0; lane < LANES; lane++) {
        larger += numbers[block[vector + lane]] < pivot ? 0 : 1;
      }
      above -= larger;
      int next = above;
      for (int lane = 0; lane < LANES; lane++) {
        int row = block[vector + lane];
        meet(numbers[row]);
        if (numbers[row] < pivot) {
          rows[below++] = row;
        } else {
          rows[next++] = row;
        }
      }
    }
  }

  private void meet(double number) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
}
