package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Times of a kernel that is one part of a block, over batch, new tokens and cached tokens; flat
 * beyond the measured range.
 */
final class PartCurves {

  private final String table;
  private final Node batches;

  private PartCurves(String table, Node batches) {
    this.table = table;
    this.batches = batches;
  }

  /** Time linear on every axis, milliseconds. */
  double linearMs(double batch, double length, double cached) {
    return batches.linear(batch, length, cached);
  }

  /**
   * Time at the nearest measured batch and length, linear over cached tokens, milliseconds.
   *
   * @throws NoDataException if no prompt of this length was measured at the nearest batch: the
   *     kernel grows faster than the prompt, so that a shorter one would mislead
   */
  double nearestMs(double batch, double length, double cached) {
    Node lengths = batches.nearest(batch);
    if (length > lengths.last()) {
      throw NoDataException.measurement(
          "Table "
              + table
              + " ends at prompts of "
              + (long) lengths.last()
              + " tokens for this batch, asked for "
              + (long) length
              + ".\nTry shorter prompts or a smaller batch.");
    }
    return lengths.nearest(length).linear(cached);
  }

  /** Collects rows in the order that decides between duplicates. */
  static final class Builder {
    private final String table;
    private final NavigableMap<Double, NavigableMap<Double, NavigableMap<Double, Double>>> rows =
        new TreeMap<>();

    Builder(String table) {
      this.table = table;
    }

    /** Adds a row; the first one of a point wins. */
    void add(double batch, double length, double cached, double latencyMs) {
      rows.computeIfAbsent(batch, fresh -> new TreeMap<>())
          .computeIfAbsent(length, fresh -> new TreeMap<>())
          .putIfAbsent(cached, latencyMs);
    }

    PartCurves build() {
      return new PartCurves(
          table, Node.of(rows, lengths -> Node.of(lengths, cached -> Node.of(cached, Node::leaf))));
    }
  }

  /**
   * What is measured below one key, by the keys of the next axis; a leaf has none and holds the
   * time.
   */
  private static final class Node {
    private final double[] keys;
    private final Node[] below;
    private final double ms;

    private Node(double[] keys, Node[] below, double ms) {
      this.keys = keys;
      this.below = below;
      this.ms = ms;
    }

    static Node leaf(double ms) {
      return new Node(new double[0], new Node[0], ms);
    }

    static <T> Node of(NavigableMap<Double, T> rows, Function<T, Node> inner) {
      double[] keys = rows.keySet().stream().mapToDouble(Double::doubleValue).toArray();
      return new Node(keys, rows.values().stream().map(inner).toArray(Node[]::new), 0);
    }

    double last() {
      return keys[keys.length - 1];
    }

    /** The node of the nearest key; the smaller one of two equally near. */
    Node nearest(double key) {
      int high = atLeast(key);
      if (high == 0 || high == keys.length) {
        return below[Math.min(high, keys.length - 1)];
      }
      return key - keys[high - 1] <= keys[high] - key ? below[high - 1] : below[high];
    }

    double linear(double first, double second, double third) {
      return blend(first, node -> node.blend(second, inner -> inner.linear(third)));
    }

    double linear(double key) {
      return blend(key, leaf -> leaf.ms);
    }

    private double blend(double key, ToDoubleFunction<Node> time) {
      int high = atLeast(key);
      if (high == keys.length || high == 0 || keys[high] == key) {
        return time.applyAsDouble(below[Math.min(high, keys.length - 1)]);
      }
      double lowMs = time.applyAsDouble(below[high - 1]);
      double highMs = time.applyAsDouble(below[high]);
      double weight = (key - keys[high - 1]) / (keys[high] - keys[high - 1]);
      return lowMs + weight * (highMs - lowMs);
    }

    /** Index of the first key that is not below the given one; the length if there is none. */
    private int atLeast(double key) {
      int found = Arrays.binarySearch(keys, key);
      return found >= 0 ? found : -found - 1;
    }
  }
}
