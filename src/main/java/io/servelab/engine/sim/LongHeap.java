package io.servelab.engine.sim;

import java.util.Arrays;

/** The smallest of a changing set of whole numbers. */
final class LongHeap {

  private long[] items = new long[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long smallest() {
    return items[0];
  }

  void add(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    int at = size++;
    while (at > 0 && items[(at - 1) / 2] > item) {
      items[at] = items[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    items[at] = item;
  }

  long removeSmallest() {
    long smallest = items[0];
    long last = items[--size];
    sink(0, last);
    return smallest;
  }

  /** Removes one item; takes time in proportion to the size. */
  void remove(long item) {
    long[] rest = Arrays.stream(items, 0, size).filter(other -> other != item).toArray();
    size = 0;
    for (long other : rest) {
      add(other);
    }
  }

  /** An item by position, in no particular order. */
  long at(int index) {
    return items[index];
  }

  private void sink(int from, long item) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && items[child + 1] < items[child]) {
        child++;
      }
      if (items[child] >= item) {
        break;
      }
      items[at] = items[child];
      at = child;
    }
    if (size > 0) {
      items[at] = item;
    }
  }
}
