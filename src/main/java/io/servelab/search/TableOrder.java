package io.servelab.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Falling order as the tables of the reference release show it, equal rows included.
 *
 * <p>Many replicas deliver exactly the same throughput, because their prefill pool is the same, and
 * the release recommends whichever of them its table shows first. Its tables are sorted from the
 * back: those of mixed columns by quicksort with the median of three as pivot and insertion below
 * sixteen rows, those of plain numbers by a {@link VectorQuicksort}. Both leave equal rows in an
 * order of their own; the same steps give the same order here.
 */
final class TableOrder {

  private static final int INSERTION_BELOW = 16;

  private final double[] values;
  private final int[] order;

  private TableOrder(double[] values) {
    this.values = values;
    this.order = new int[values.length];
    for (int index = 0; index < order.length; index++) {
      order[index] = index;
    }
  }

  /** The rows of a table of mixed columns by a falling number. */
  static <T> List<T> falling(List<T> rows, ToDoubleFunction<? super T> number) {
    return fromTheBack(rows, number, TableOrder::ascending);
  }

  /** The rows of a table of mixed columns by a rising number, sorted from the front. */
  static <T> List<T> rising(List<T> rows, ToDoubleFunction<? super T> number) {
    return fromTheFront(rows, number, TableOrder::ascending);
  }

  /** The rows of a table of plain numbers by a falling number. */
  static <T> List<T> fallingNumbers(List<T> rows, ToDoubleFunction<? super T> number) {
    return fromTheBack(rows, number, VectorQuicksort::ascending);
  }

  /** The rows of a table of plain numbers by a rising number, sorted from the front. */
  static <T> List<T> risingNumbers(List<T> rows, ToDoubleFunction<? super T> number) {
    return fromTheFront(rows, number, VectorQuicksort::ascending);
  }

  private static <T> List<T> fromTheFront(
      List<T> rows, ToDoubleFunction<? super T> number, Function<double[], int[]> ascending) {
    int[] order = ascending.apply(rows.stream().mapToDouble(number).toArray());
    return Arrays.stream(order).<T>mapToObj(rows::get).toList();
  }

  private static <T> List<T> fromTheBack(
      List<T> rows, ToDoubleFunction<? super T> number, Function<double[], int[]> ascending) {
    List<T> backwards = new ArrayList<>(rows);
    Collections.reverse(backwards);
    int[] order = ascending.apply(backwards.stream().mapToDouble(number).toArray());
    List<T> sorted = new ArrayList<>(backwards.size());
    for (int place = order.length - 1; place >= 0; place--) {
      sorted.add(backwards.get(order[place]));
    }
    return sorted;
  }

  private static int[] ascending(double[] values) {
    TableOrder table = new TableOrder(values);
    table.sort(0, values.length - 1);
    return table.order;
  }

  private void sort(int first, int last) {
    int from = first;
    int to = last;
    while (to - from >= INSERTION_BELOW) {
      int pivot = partition(from, to);
      if (pivot - from < to - pivot) {
        sort(from, pivot - 1);
        from = pivot + 1;
      } else {
        sort(pivot + 1, to);
        to = pivot - 1;
      }
    }
    insert(from, to);
  }

  private int partition(int first, int last) {
    int middle = first + (last - first) / 2;
    swapIfFalling(first, middle);
    swapIfFalling(middle, last);
    swapIfFalling(first, middle);
    double pivot = value(middle);
    int left = first;
    int right = last - 1;
    swap(middle, right);
    while (true) {
      do {
        left++;
      } while (value(left) < pivot);
      do {
        right--;
      } while (pivot < value(right));
      if (left >= right) {
        break;
      }
      swap(left, right);
    }
    swap(left, last - 1);
    return left;
  }

  private void insert(int first, int last) {
    for (int place = first + 1; place <= last; place++) {
      int row = order[place];
      int free = place;
      while (free > first && values[row] < value(free - 1)) {
        order[free] = order[free - 1];
        free--;
      }
      order[free] = row;
    }
  }

  private double value(int place) {
    return values[order[place]];
  }

  private void swapIfFalling(int left, int right) {
    if (value(right) < value(left)) {
      swap(left, right);
    }
  }

  private void swap(int left, int right) {
    int row = order[left];
    order[left] = order[right];
    order[right] = row;
  }
}
